/** Putting points in order: Op and Ned for everybody, dragging by the handle as an extra. */

import { useSignal } from "@preact/signals";
import { useRef } from "preact/hooks";
import { write, type Item } from "../../state";
import { t } from "../../texts";
import { Act, Acts, Note, voiceClass } from "../../ui";
import { useArrive } from "./arrive";
import { moved } from "./new-meeting";
import { brief } from "./words";

export function MovePoints({ points, onDone }: { points: readonly Item<"agenda_item">[]; onDone: () => void }) {
  const place = useArrive<HTMLDivElement>();
  const list = useRef<HTMLOListElement>(null);
  // While a point is in the hand: where it came from, and where it would land.
  const held = useSignal<{ from: number; to: number } | undefined>(undefined);
  const said = useSignal("");

  const order = held.value ? moved(points, held.value.from, held.value.to) : points;

  async function put(from: number, to: number) {
    const item = points[from];
    if (!item || to < 0 || to >= points.length || from === to) return;
    const rest = moved(points, from, to);
    const before = rest[to - 1];
    const after = rest[to + 1];
    said.value = t.meetings.moved(to + 1);
    await write.place(item, { ...(before ? { before } : {}), ...(after ? { after } : {}) });
  }

  function over(y: number): number {
    const rows = [...(list.current?.children ?? [])];
    const at = rows.findIndex((row) => y < row.getBoundingClientRect().bottom);
    return at < 0 ? rows.length - 1 : at;
  }

  /** The list is drawn anew while the point moves, so the hand is followed by the window, not by the point itself. */
  function grab(from: number) {
    held.value = { from, to: from };
    const move = (event: PointerEvent) => {
      if (held.value) held.value = { ...held.value, to: over(event.clientY) };
    };
    const drop = (event: PointerEvent) => {
      removeEventListener("pointermove", move);
      removeEventListener("pointerup", drop);
      removeEventListener("pointercancel", drop);
      const hand = held.value;
      held.value = undefined;
      if (hand && event.type === "pointerup") void put(hand.from, hand.to);
    };
    addEventListener("pointermove", move);
    addEventListener("pointerup", drop);
    addEventListener("pointercancel", drop);
  }

  return (
    <div class="after arrived" tabIndex={-1} ref={place}>
      <Note>{t.meetings.moveNote}</Note>
      <ol class="sheet rows moving" ref={list}>
        {order.map((item, index) => (
          <li key={item.id} class={`row${held.value?.to === index ? " held" : ""}`}>
            <span class="grip" aria-hidden="true" onPointerDown={(event) => { event.preventDefault(); grab(index); }}>
              <svg class="i" viewBox="0 0 24 24"><path d="M5 9h14M5 15h14" /></svg>
            </span>
            <span class={`grow ${voiceClass(item)}`}>{item.body.text}</span>
            <span class="steps-of-order">
              {index > 0 && <Act round icon="up" onPress={() => void put(index, index - 1)}><span class="hide">{t.meetings.up}: {brief(item.body.text)}</span></Act>}
              {index < points.length - 1 && <Act round icon="lower" onPress={() => void put(index, index + 1)}><span class="hide">{t.meetings.down}: {brief(item.body.text)}</span></Act>}
            </span>
          </li>
        ))}
      </ol>
      <p class="hide" role="status">{said.value}</p>
      <Acts><Act main onPress={onDone}>{t.meetings.moveDone}</Act></Acts>
    </div>
  );
}
