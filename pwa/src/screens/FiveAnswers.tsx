/** One day's five answers, or the page of looking back: both hang on Sådan har jeg det, and each address costs everybody. */

import type { ScreenProps } from "../state";
import Course from "./course/Course";
import Answers from "./wellbeing/Answers";

export default function FiveAnswers(props: ScreenProps) {
  return props.params["item"] === "course" ? <Course /> : <Answers {...props} />;
}
