/** The numbers as one line: no bands, no colours, two ends. It is for the eyes only; the list below says the same in words. */

import { day } from "../../texts";
import { placesOf, type Point, told } from "./entries";
import { words } from "./words";

const WIDE = 300;
const HIGH = 110;

export function Line({ points }: { points: readonly Point[] }) {
  const places = placesOf(points);
  const dots = points.map(({ number }, at) => ({ x: (places[at] ?? 0) * WIDE, y: HIGH - (number / 100) * HIGH, number }));
  const named = told(places);
  return (
    <figure class="sheet numbers">
      <figcaption class="hide">{words.line}</figcaption>
      <div aria-hidden="true">
        <svg overflow="visible" viewBox={`-30 -22 ${WIDE + 46} ${HIGH + 34}`}>
          <path class="ends" d={`M-6 0H${WIDE + 8}M-6 ${HIGH}H${WIDE + 8}`} />
          <text x="-19" y="5">100</text>
          <text x="-19" y={HIGH + 5}>0</text>
          <polyline points={dots.map(({ x, y }) => `${x},${y}`).join(" ")} />
          {dots.map(({ x, y, number }, at) => <g key={at}><circle cx={x} cy={y} r="5" />{named.has(at) && <text x={x} y={y - 11}>{number}</text>}</g>)}
        </svg>
        <p class="note split"><span>{day(points[0]?.on ?? "")}</span><span>{day(points.at(-1)?.on ?? "")}</span></p>
      </div>
      <p class="note after s">{words.scale}</p>
    </figure>
  );
}
