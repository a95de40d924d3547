import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";

test("no field for people's own words keeps them on the page alone: a reload would take them", () => {
  const screens = new URL("../../src/screens/", import.meta.url);
  const files = readdirSync(screens, { recursive: true, encoding: "utf8" }).filter((file) => file.endsWith(".tsx"));
  const fields = files.flatMap((file) => {
    const source = readFileSync(new URL(file, screens), "utf8");
    return [...source.matchAll(/<Field\b[^\n]*?\brows=[^\n]*?\bvalue=\{(\w+)/g)].map(([, name]) => ({ file, source, name }));
  });
  const gone = fields.filter(({ source, name }) => !/\bdraft\(|\bformDraft\b/.test(source) && new RegExp(`const ${name} = useSignal|const \\[${name}, `).test(source));

  expect(fields.length).toBeGreaterThan(15);
  expect(gone.map(({ file }) => file)).toEqual([]);
});
