/** The dev page: the real screens over the fake state. The production build never sees this folder. */

import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { defineConfig } from "vite";

const fake = fileURLToPath(new URL("./fake-state.ts", import.meta.url));
const page = fileURLToPath(new URL("./index.html", import.meta.url));

export default defineConfig({
  root: fileURLToPath(new URL("../..", import.meta.url)),
  appType: "custom",
  oxc: { jsx: { runtime: "automatic", importSource: "preact" } },
  plugins: [
    {
      name: "fake-state",
      enforce: "pre",
      resolveId(source, importer) {
        return /(^|\/)state$/.test(source) && importer && !importer.includes("/dev/") ? fake : undefined;
      },
      configureServer(server) {
        return () => {
          server.middlewares.use((request, response, next) => {
            if (!request.headers.accept?.includes("text/html")) return next();
            server.transformIndexHtml(request.url ?? "/", readFileSync(page, "utf8")).then((html) => {
              response.setHeader("Content-Type", "text/html");
              response.end(html);
            }, next);
          });
        };
      },
    },
  ],
});
