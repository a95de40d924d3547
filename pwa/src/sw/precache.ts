/** Every file of one version in one cache. What has not changed is taken from the old one: bytes cost money. */

export interface Shell {
  fill(): Promise<void>;
  dropOld(): Promise<void>;
  /** The answer to a request, or undefined when it is the network's business. */
  answer(request: Request): Promise<Response> | undefined;
}

export function precached(files: readonly (readonly [string, string])[], version: string, origin: string): Shell {
  const name = `stafet-${version}`;
  // A file without a hash in its name gets one in its key, so that an old copy is never taken for a new one.
  const keys = new Map(files.map(([path, hash]) => [path, hash ? `${path}?${hash}` : path]));

  async function fill(): Promise<void> {
    const cache = await caches.open(name);
    await Promise.all(
      [...keys].map(async ([path, key]) => {
        if (await cache.match(key)) return;
        const old = await caches.match(key);
        const answer = old ?? (await fetch(path, { cache: "reload", credentials: "same-origin" }));
        // One missing file, and the version is not taken: half an app is worse than the old one.
        if (!answer.ok || answer.redirected) throw new Error(`${path} ${answer.status}`);
        await cache.put(key, answer);
      }),
    );
  }

  async function dropOld(): Promise<void> {
    for (const other of await caches.keys()) if (other !== name) await caches.delete(other);
  }

  function answer(request: Request): Promise<Response> | undefined {
    const url = new URL(request.url);
    if (request.method !== "GET" || url.origin !== origin || /^\/(api|health)(\/|$)/.test(url.pathname)) return undefined;
    const path = request.mode === "navigate" ? "/index.html" : url.pathname;
    const key = keys.get(path);
    if (key === undefined) return undefined;
    // The browser may have emptied the cache: then the network is asked after all.
    return caches.open(name).then(async (cache) => (await cache.match(key)) ?? fetch(request));
  }

  return { fill, dropOld, answer };
}
