/** Line icons on a 24 grid. Always beside a word, so always hidden from screen readers. */
import type { JSX } from "preact";

const SHAPES = {
  today: <><circle cx="12" cy="12" r="4.2" /><path d="M12 2.8v2.4M12 18.8v2.4M2.8 12h2.4M18.8 12h2.4M5.5 5.5l1.7 1.7M16.8 16.8l1.7 1.7M18.5 5.5l-1.7 1.7M7.2 16.8l-1.7 1.7" /></>,
  plan: <><path d="M6 3.5h9l4 4v13H6z" /><path d="M15 3.5v4h4M9.5 12h6M9.5 16h4" /></>,
  meetings: <><circle cx="12" cy="12" r="4.4" /><circle cx="12" cy="3.9" r="1.6" /><circle cx="19.6" cy="14.4" r="1.6" /><circle cx="4.4" cy="14.4" r="1.6" /><path d="M12 5.5v2M18 13.8l-1.8-.6M6 13.8l1.8-.6" /></>,
  team: <><circle cx="9" cy="8.4" r="3.4" /><path d="M2.8 19.5c.5-3.6 3-5.6 6.2-5.6s5.7 2 6.2 5.6" /><path d="M15.5 5.3a3.2 3.2 0 0 1 0 6.2M17.6 14.4c2 .7 3.3 2.4 3.6 5.1" /></>,
  lamp: <><path d="M9 3.5h6M12 3.5v2M7.5 9c0-2 2-3.5 4.5-3.5s4.5 1.5 4.5 3.5l.8 9.5H6.7z" /><path d="M5.5 21h13M12 16.2c1.3 0 2-.9 2-2 0-1.4-2-2.2-2-3.9 0 1.7-2 2.5-2 3.9 0 1.1.7 2 2 2z" /></>,
  menu: <path d="M4 7h16M4 12h16M4 17h16" />,
  back: <path d="M14.5 5l-7 7 7 7" />,
  go: <path d="M9.5 5l7 7-7 7" />,
  eye: <><path d="M2.5 12S6 5.8 12 5.8 21.5 12 21.5 12 18 18.2 12 18.2 2.5 12 2.5 12z" /><circle cx="12" cy="12" r="2.8" /></>,
  lock: <><rect x="5" y="10.5" width="14" height="10" rx="2" /><path d="M8 10.5V8a4 4 0 0 1 8 0v2.5" /></>,
  phone: <path d="M5 4h4l1.7 4.5-2.3 1.6a12 12 0 0 0 5.5 5.5l1.6-2.3L20 15v4a1.5 1.5 0 0 1-1.6 1.5A15.5 15.5 0 0 1 3.5 5.6 1.5 1.5 0 0 1 5 4z" />,
  saved: <><rect x="6.5" y="2.8" width="11" height="18.4" rx="2.4" /><path d="M9.5 12.3l1.9 1.8 3.3-3.5" /></>,
  check: <path d="M4.5 12.8l4.8 4.7L19.5 7" />,
  fork: <path d="M12 21v-7M12 14c0-4-6-4-6-10.5M12 14c0-4 6-4 6-10.5" />,
  refused: <><path d="M9 7l-5 5 5 5" /><path d="M4.5 12H15a5 5 0 0 1 0 10h-2" transform="translate(0 -2)" /></>,
  offline: <path d="M7 18.5h10a4 4 0 0 0 2.6-7M17 9.8A5.5 5.5 0 0 0 9.3 6.4M6.8 9.7A4.5 4.5 0 0 0 7 18.5M3.5 3.5l17 17" />,
  undo: <><path d="M8.5 5L4 9.5l4.5 4.5" /><path d="M4.5 9.5H14a5.5 5.5 0 0 1 0 11h-3" /></>,
  pen: <path d="M4 20l1-4L16.5 4.5a2 2 0 0 1 3 3L8 19z" />,
  plus: <path d="M12 5v14M5 12h14" />,
  copy: <><rect x="8.5" y="8.5" width="12" height="12" rx="2" /><path d="M15.5 8.5v-3a2 2 0 0 0-2-2h-8a2 2 0 0 0-2 2v8a2 2 0 0 0 2 2h3" /></>,
  down: <path d="M12 4v10M8 10.5l4 4 4-4M4.5 19.5h15" />,
  place: <><path d="M12 21s7-6.3 7-11.5a7 7 0 0 0-14 0C5 14.7 12 21 12 21z" /><circle cx="12" cy="9.5" r="2.4" /></>,
  video: <><rect x="3" y="6.5" width="12.5" height="11" rx="2" /><path d="M15.5 11l5.5-3v8l-5.5-3" /></>,
  settings: <><path d="M4 7h9M17.5 7H20M4 17h2.5M11 17h9" /><circle cx="15.2" cy="7" r="2.2" /><circle cx="8.8" cy="17" r="2.2" /></>,
  bell: <><path d="M6 16.5V11a6 6 0 0 1 12 0v5.5l1.5 1.5h-15z" /><path d="M10.2 20.5h3.6" /></>,
  share: <><path d="M12 14.5v-11M7.8 7.5L12 3.3l4.2 4.2" /><path d="M8.5 10.5H6v10h12v-10h-2.5" /></>,
  print: <><path d="M7 9V3.5h10V9M7 17H4V9h16v8h-3" /><path d="M7 13.5h10v7H7z" /></>,
  up: <path d="M12 19.5v-15M6.5 10l5.5-5.5 5.5 5.5" />,
  erase: <><path d="M9 5.5h11.5v13H9L3 12z" /><path d="M12 9.5l5 5M17 9.5l-5 5" /></>,
  lower: <path d="M12 4.5v15M6.5 14l5.5 5.5 5.5-5.5" />,
} satisfies Record<string, JSX.Element>;

export type IconName = keyof typeof SHAPES;

export function Icon({ name, small, lamp, go }: { name: IconName; small?: boolean; lamp?: boolean; go?: boolean }) {
  return (
    <svg class={`i${small ? " s" : ""}${lamp ? " lamp" : ""}${go ? " go" : ""}`} viewBox="0 0 24 24" aria-hidden="true">
      {SHAPES[name]}
    </svg>
  );
}

/** The baton and the thread that leaves it: on I dag it runs on into the dream. */
export function Mark() {
  return (
    <svg class="mark" viewBox="0 0 32 32" aria-hidden="true">
      <path class="line" d="M18 11C27 25 5 17 5 32" />
      <g transform="rotate(-36 18 11)">
        <rect class="shaft" x="3.5" y="7.8" width="29" height="6.4" rx="3.2" />
        <rect class="band" x="16" y="7.8" width="4" height="6.4" />
      </g>
    </svg>
  );
}
