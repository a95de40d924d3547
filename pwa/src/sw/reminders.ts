/** Shows what a push says, and opens where it leads. Whatever arrives, the words are neutral: others read lock screens. */

interface Notice {
  title: string;
  body: string;
  lang: string;
  path: string;
  /** The same reminder twice is one notification. */
  tag: string;
  /** In quiet hours, when after them would be too late. */
  silent: boolean;
}

const NEUTRAL: Notice = { title: "Stafet", body: "Du har en påmindelse.", lang: "da", path: "/", tag: "/", silent: false };

/** A browser that lets a page receive a push demands a notification for each: so there is always one. */
export async function announce(worker: ServiceWorkerGlobalScope, event: PushEvent): Promise<void> {
  const notice = read(event.data, worker.location.origin);
  await worker.registration.showNotification(notice.title, {
    body: notice.body,
    lang: notice.lang,
    icon: "/icons/icon-192.png",
    tag: notice.tag,
    silent: notice.silent,
    data: notice.path,
  });
  // That there is something, not how much: the app counts when it is opened.
  await (worker.navigator as { setAppBadge?: () => Promise<void> } | undefined)?.setAppBadge?.().catch(() => undefined);
  for (const page of await worker.clients.matchAll({ type: "window" })) page.postMessage({ type: "sync" });
}

/** Go to the open tab and let it turn the page itself, so that nothing half-written is lost; else open one. */
export async function open(worker: ServiceWorkerGlobalScope, event: NotificationEvent): Promise<void> {
  event.notification.close();
  const path = ownPath(event.notification.data, worker.location.origin);
  const pages = await worker.clients.matchAll({ type: "window" });
  const page = pages.find((one) => one.visibilityState === "visible") ?? pages[0];
  if (!page) {
    await worker.clients.openWindow(path);
    return;
  }
  page.postMessage({ type: "open", path });
  await page.focus();
}

export function read(data: PushMessageData | null, origin: string): Notice {
  try {
    const said = (data?.json() as { notification?: Record<string, unknown> }).notification;
    if (typeof said?.["title"] !== "string" || typeof said["body"] !== "string") return NEUTRAL;
    return {
      title: said["title"],
      body: said["body"],
      lang: typeof said["lang"] === "string" ? said["lang"] : "da",
      path: ownPath(said["navigate"], origin),
      tag: typeof said["tag"] === "string" ? said["tag"] : ownPath(said["navigate"], origin),
      silent: said["silent"] === true,
    };
  } catch {
    return NEUTRAL;
  }
}

/** A path of ours, or home. A notification never leads to another site. */
export function ownPath(target: unknown, origin: string): string {
  try {
    const url = new URL(String(target), origin);
    return target && url.origin === origin ? url.pathname + url.search + url.hash : "/";
  } catch {
    return "/";
  }
}
