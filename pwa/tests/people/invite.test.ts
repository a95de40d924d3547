import { describe, expect, it } from "vitest";
import { type Answers, NOTHING, answered, isAnswered, openQuestion, questionsOf, readAnswers } from "../../src/screens/people/invite";
import { saidBack, sentencesOf, shortName } from "../../src/screens/people/parts";

const NOW = new Date("2026-11-18T10:00:00Z");
const fits = () => ({ verb: true, purpose: true });
const fold = (answers: Answers) => {
  const open = openQuestion(answers);
  return open ? answered(open, answers, fits) : answers;
};

describe("an invitation, one question at a time", () => {
  it("begins with the name and has nothing chosen", () => {
    expect(openQuestion(NOTHING)).toBe("who");
    for (const question of questionsOf(NOTHING).filter((one) => one !== "more")) expect(isAnswered(question, NOTHING, NOW)).toBe(false);
  });

  it("asks what is next, and nothing twice", () => {
    let answers: Answers = { ...NOTHING, name: "Karen" };
    const asked = [];
    for (let n = 0; n < 10; n++) {
      const open = openQuestion(answers);
      if (!open) break;
      asked.push(open);
      answers = fold({ ...answers, ...(open === "see" ? { scopes: ["safety"] } : {}) });
    }
    expect(asked).toEqual(["who", "role", "more", "see", "can", "long", "why"]);
  });

  it("asks who keeps a unit's door, where somebody works there who could", () => {
    const ward: Answers = { ...NOTHING, name: "Afsnit 4", unit: true, doors: true };
    expect(questionsOf(ward)).toEqual(["who", "role", "more", "door", "see", "can", "long", "why"]);
    expect(questionsOf({ ...ward, doors: false })).not.toContain("door");
    expect(isAnswered("door", ward, NOW)).toBe(false);
    expect(isAnswered("door", { ...ward, door: "" }, NOW)).toBe(true);
  });

  it("asks nothing about time and reason when there is nothing to see yet", () => {
    const answers: Answers = { ...NOTHING, name: "Karen", role: "relative", scopes: [], done: ["who", "role", "more", "see"] };
    expect(questionsOf(answers)).toEqual(["who", "role", "more", "see"]);
    expect(openQuestion(answers)).toBeUndefined();
  });

  it("opens one again and keeps the rest", () => {
    const answers: Answers = { ...NOTHING, name: "Karen", role: "relative", done: ["who", "role", "more"], again: "who" };
    expect(openQuestion(answers)).toBe("who");
    expect(openQuestion(fold(answers))).toBe("see");
  });

  it("asks anew what another role cannot do", () => {
    const answers: Answers = { ...NOTHING, name: "Karen", role: "gp", scopes: ["safety"], verb: "edit", purpose: "relative", done: ["who", "role", "more", "see", "can", "long", "why"], again: "role" };
    const next = answered("role", answers, () => ({ verb: false, purpose: false }));
    expect(next.verb).toBeUndefined();
    expect(openQuestion(next)).toBe("can");
  });

  it("survives a draft that cannot be read", () => {
    expect(readAnswers("{")).toEqual(NOTHING);
    expect(readAnswers(JSON.stringify({ name: "Karen" })).name).toBe("Karen");
  });

  it("takes a number only as a number", () => {
    expect(isAnswered("more", { ...NOTHING, phone: "20 30 40 50" }, NOW)).toBe(true);
    expect(isAnswered("more", { ...NOTHING, phone: "ring til mig" }, NOW)).toBe(false);
  });
});

describe("names", () => {
  it("says a first name, and keeps a title with its name", () => {
    expect(shortName("Karen Møller")).toBe("Karen");
    expect(shortName("Dr. Holm")).toBe("Dr. Holm");
  });

  it("says the citizen's words back as du", () => {
    const pairs = [["min ", "din "], ["mit ", "dit "]];
    expect(saidBack("Min mor", pairs)).toBe("din mor");
    expect(saidBack("Mit barnebarn", pairs)).toBe("dit barnebarn");
    expect(saidBack("Nabo", pairs)).toBe("Nabo");
  });
});

describe("the exact words, sentence by sentence", () => {
  it("breaks after a sentence and nowhere else, and loses no letter", () => {
    const words = "Dr. Holm må læse det, jeg kan til og med 18. februar 2027. Det er til mødet. Det gælder kun det, der står her.";
    expect(sentencesOf(words)).toEqual(["Dr. Holm må læse det, jeg kan til og med 18. februar 2027.", "Det er til mødet.", "Det gælder kun det, der står her."]);
    expect(sentencesOf(words).join(" ")).toBe(words);
  });
});
