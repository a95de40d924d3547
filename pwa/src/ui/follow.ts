/** The catalogue follows the language the person has chosen. */
import { effect } from "@preact/signals";
import { lang } from "../state";
import { useLanguage } from "../texts";

effect(() => { void useLanguage(lang.value); });
