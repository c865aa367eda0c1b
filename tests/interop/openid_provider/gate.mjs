// A gate in front of a FHIR server that knows no persons: it lets in who bears a token of the provider's for reading,
// with a proof of the key where the token is bound to one (RFC 6750, RFC 9449 §7), and passes on nothing of theirs.
import { createHash } from 'node:crypto';
import { request as ask } from 'node:http';

const { EmbeddedJWK, calculateJwkThumbprint, jwtVerify } = await import('jose');

const READING = new Set(['user/*.rs', 'user/*.read']);
const PASSED_ON = ['accept', 'if-none-match', 'if-modified-since'];

export function makeGate(provider, origin, port, algorithms) {
  const seen = new Set();

  async function refusal(request) {
    const [scheme, value] = (request.headers.authorization ?? '').split(' ');
    const token = value && (await provider.AccessToken.find(value));
    if (!token?.isValid) return [401, 'Bearer error="invalid_token"'];
    const reads = (token.scope ?? '').split(' ').some((scope) => READING.has(scope));
    if (!reads || request.method !== 'GET') return [403, 'Bearer error="insufficient_scope"'];
    const bound = token.jkt !== undefined;
    if (scheme !== (bound ? 'DPoP' : 'Bearer')) return [401, 'DPoP error="invalid_token"'];
    if (bound && !(await proves(request, value, token.jkt))) return [401, 'DPoP error="invalid_dpop_proof"'];
    return null;
  }

  async function proves(request, token, thumbprint) {
    try {
      const proof = await jwtVerify(request.headers.dpop, EmbeddedJWK, { algorithms, typ: 'dpop+jwt', maxTokenAge: 60 });
      const { htm, htu, ath, jti } = proof.payload;
      const isNew = !seen.has(jti);
      seen.add(jti);
      const address = new URL(request.url, origin);
      return isNew && htm === request.method && htu === address.origin + address.pathname
        && ath === createHash('sha256').update(token).digest('base64url')
        && thumbprint === (await calculateJwkThumbprint(proof.protectedHeader.jwk));
    } catch {
      return false;
    }
  }

  return async function enter(request, response) {
    const refused = await refusal(request);
    if (refused) {
      response.writeHead(refused[0], { 'www-authenticate': refused[1] }).end();
      return;
    }
    const headers = { 'x-forwarded-host': new URL(origin).host, 'x-forwarded-proto': 'https' };
    PASSED_ON.filter((name) => name in request.headers).forEach((name) => { headers[name] = request.headers[name]; });
    const passedOn = ask({ host: '127.0.0.1', port, path: request.url, headers }, (answer) => {
      response.writeHead(answer.statusCode, answer.headers);
      answer.pipe(response);
    });
    passedOn.on('error', () => response.destroy());
    passedOn.end();
  };
}
