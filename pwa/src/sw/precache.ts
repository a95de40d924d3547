/** Every file of one version in one cache. What has not changed is taken from the old one: bytes cost money. */

export interface Shell {
  fill(): Promise<void>;
  dropOld(): Promise<void>;
  /** Fetches chosen files by their names, `en` or `shared`, and tells whether all of them are here now. */
  keepNamed(names: readonly string[]): Promise<boolean>;
  /** The answer to a request, or undefined when it is the network's business. */
  answer(request: Request): Promise<Response> | undefined;
}

export function precached(files: readonly (readonly [string, string])[], version: string, origin: string, chosen: readonly string[] = []): Shell {
  const name = `stafet-${version}`;
  // A file without a hash in its name gets one in its key, so that an old copy is never taken for a new one.
  const keys = new Map(files.map(([path, hash]) => [path, hash ? `${path}?${hash}` : path]));

  async function fill(): Promise<void> {
    const cache = await caches.open(name);
    const before = await held();
    // What this phone has chosen in an older version, it has in the new one too, before that is taken.
    const still = chosen.filter((path) => before.has(stem(path))).map((path): [string, string] => [path, path]);
    await Promise.all(
      [...keys, ...still].map(async ([path, key]) => {
        if (await cache.match(key)) return;
        const old = await caches.match(key);
        const answer = old ?? (await fetch(path, { cache: "reload", credentials: "same-origin" }));
        // One missing file, and the version is not taken: half an app is worse than the old one.
        if (!answer.ok || answer.redirected) throw new Error(`${path} ${answer.status}`);
        await cache.put(key, answer);
      }),
    );
  }

  /** The chosen files that any version on this phone holds, by the name that lasts. */
  async function held(): Promise<Set<string>> {
    const paths = await Promise.all(
      (await caches.keys()).map(async (one) => (await (await caches.open(one)).keys()).map(({ url }) => new URL(url).pathname)),
    );
    return new Set(paths.flat().map(stem));
  }

  /** Fetched the first time somebody wants it; on the phone from then on. */
  async function keep(path: string, request: Request): Promise<Response> {
    const cache = await caches.open(name);
    const here = await cache.match(path);
    if (here) return here;
    const answer = await fetch(request);
    if (answer.ok && !answer.redirected) await cache.put(path, answer.clone());
    return answer;
  }

  async function keepNamed(names: readonly string[]): Promise<boolean> {
    const wanted = chosen.filter((path) => names.includes(stem(path).slice(stem(path).lastIndexOf("/") + 1)));
    const kept = await Promise.allSettled(wanted.map((path) => keep(path, new Request(new URL(path, origin)))));
    return kept.every((one) => one.status === "fulfilled" && one.value.ok);
  }

  async function dropOld(): Promise<void> {
    for (const other of await caches.keys()) if (other !== name) await caches.delete(other);
  }

  function answer(request: Request): Promise<Response> | undefined {
    const url = new URL(request.url);
    if (request.method !== "GET" || url.origin !== origin || /^\/(api|health)(\/|$)/.test(url.pathname)) return undefined;
    const path = request.mode === "navigate" ? "/index.html" : url.pathname;
    if (chosen.includes(path)) return keep(path, request);
    const key = keys.get(path);
    if (key === undefined) return undefined;
    // The browser may have emptied the cache: then the network is asked after all.
    return caches.open(name).then(async (cache) => (await cache.match(key)) ?? fetch(request));
  }

  return { fill, dropOld, keepNamed, answer };
}

/** A file's name without what changes with its content: `/assets/chosen/en-B2x9.js` is `/assets/chosen/en`. */
function stem(path: string): string {
  return path.replace(/-[\w-]+\.js$/, "");
}
