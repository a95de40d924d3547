// A real OpenID provider for the tests of sign-in: oidc-provider, set as strict as a Danish broker.
// The settings come as one JSON argument; the issuer is printed on one line when the port is open.
import { createServer } from "node:http";
import { Provider } from "oidc-provider";

const { client, people } = JSON.parse(process.argv[2]);

const server = createServer((request, response) => answer(request, response));
let answer;

server.listen(0, "127.0.0.1", () => {
  const issuer = `http://127.0.0.1:${server.address().port}`;
  const provider = new Provider(issuer, {
    clients: [{ ...client, token_endpoint_auth_method: "private_key_jwt", token_endpoint_auth_signing_alg: "ES256" }],
    clientAuthMethods: ["private_key_jwt"],
    pkce: { required: () => true },
    conformIdTokenClaims: false,
    claims: { openid: ["sub", "identity_type", "loa"], profile: ["name"] },
    cookies: { keys: ["only for tests"] },
    features: { devInteractions: { enabled: false } },
    interactions: { url: (_, interaction) => `/interaction/${interaction.uid}` },
    findAccount: (_, sub) => people[sub] && { accountId: sub, claims: () => ({ sub, ...people[sub] }) },
    // Nobody is asked whether Stafet may know who they are: a broker does not ask either.
    loadExistingGrant: async (ctx) => {
      const grant = new provider.Grant({ clientId: ctx.oidc.client.clientId, accountId: ctx.oidc.session.accountId });
      grant.addOIDCScope("openid profile");
      await grant.save();
      return grant;
    },
  });
  answer = async (request, response) => {
    if (!request.url.startsWith("/interaction/")) return provider.callback()(request, response);
    if (request.method === "GET") {
      response.setHeader("content-type", "text/html; charset=utf-8");
      return response.end(`<!doctype html><title>Sign in</title><form method="post">
        <label>Who are you? <input name="username"></label><button>Sign in</button>
        <button name="cancel" value="1">Cancel</button></form>`);
    }
    let body = "";
    for await (const chunk of request) body += chunk;
    const form = new URLSearchParams(body);
    const result = form.has("cancel") || !people[form.get("username")]
      ? { error: "access_denied" }
      : { login: { accountId: form.get("username") } };
    return provider.interactionFinished(request, response, result);
  };
  console.log(issuer);
});
