/** The words of choosing a code, and of several people on one phone. */
import { both } from "../../texts";
import { accounts as accountsDa } from "../../texts/da/accounts";
import { code as codeDa } from "../../texts/da/code";
import { accounts as accountsEn } from "../../texts/en/accounts";
import { code as codeEn } from "../../texts/en/code";

export const words = both(codeDa, codeEn);
export const accounts = both(accountsDa, accountsEn);
