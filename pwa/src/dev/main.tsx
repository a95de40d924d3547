/** Look at screens with sample data: `npx vite --config src/dev/vite.config.ts`, then any address of the app. Add
 * ?empty, ?signed-out, ?out, ?offline or ?update. Development only. */

import { render, type ComponentType } from "preact";
import { match } from "../routes";
import { listenForMoves, route } from "../state/route";
import { followSettings } from "../state/settings";
import "../styles/index.css";

const files = import.meta.glob<{ default: ComponentType<{ params: Record<string, string>; query: URLSearchParams }> }>("../screens/*.tsx");
const root = document.getElementById("app");

async function draw(): Promise<void> {
  const { path, query } = route.value;
  const found = match(path);
  const name = found.screen === "*" ? (query.has("signed-out") ? "Welcome" : "Today") : found.screen;
  const load = files[`../screens/${name}.tsx`] ?? files["../screens/NotFound.tsx"];
  const Screen = (await load?.())?.default;
  if (Screen && root) render(<Screen key={path} params={found.params} query={query} />, root);
}
listenForMoves();
followSettings();
route.subscribe(() => void draw());
