// An identity provider for the tests: one client, three people, nothing kept.
//   node provider.mjs PORT REDIRECT_URI
// A person's login is asked for as by any provider; the password is not looked at. The signer's
// answers say that two factors were asked for.

import { generateKeyPairSync } from "node:crypto";

import Provider from "oidc-provider";

const [port, redirectUri] = process.argv.slice(2);
const issuer = `http://127.0.0.1:${port}`;
const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });

const people = {
  "subject-of-officer": { preferred_username: "officer", name: "信息员甲" },
  "subject-of-signer": { preferred_username: "signer", name: "签发人甲" },
  "subject-of-nobody": { preferred_username: "nobody", name: "外人" },
};

const provider = new Provider(issuer, {
  clients: [
    {
      client_id: "zhanqun",
      client_secret: "a-secret-of-the-tests-only-0123456789",
      redirect_uris: [redirectUri],
      post_logout_redirect_uris: [],
      grant_types: ["authorization_code"],
      response_types: ["code"],
      token_endpoint_auth_method: "client_secret_post",
    },
  ],
  jwks: { keys: [{ ...privateKey.export({ format: "jwk" }), alg: "RS256", use: "sig" }] },
  pkce: { required: () => true },
  acrValues: ["password", "two-factors"],
  claims: { openid: ["sub"], acr: null, profile: ["preferred_username", "name"], email: ["email"] },
  features: { devInteractions: { enabled: true } },
  findAccount: (_context, id) =>
    people[id] && { accountId: id, claims: () => ({ sub: id, ...people[id] }) },
});

const finished = provider.interactionFinished.bind(provider);
provider.interactionFinished = (request, response, result, ...rest) => {
  if (result.login?.accountId === "subject-of-signer") result.login.acr = "two-factors";
  return finished(request, response, result, ...rest);
};

provider.listen(Number(port), "127.0.0.1", () => console.log("ready"));
