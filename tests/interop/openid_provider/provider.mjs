// The certified provider of `oidc-provider`, set up as a hospital would, over HTTPS on the loopback interface.
// Usage: node provider.mjs SETTINGS.json; says "listening ORIGIN" once it does.
//
// SETTINGS: tls {key, certificate}: PEM files; clients: as registered (RFC 7591); accounts: by subject,
// {password, acr, claims}; launches: the patient of each EHR launch; staffAnchors: PEM of who may issue staff
// cards; nonces: whether DPoP proofs need one; claimsParameter: whether claims can be asked for by name;
// tokenEndpointAuthMethods, capabilities: as the FHIR server says; stock: whether it knows no assertions, as a
// provider does that nobody changed; records: the port of a FHIR server that is reached through this one.
import { X509Certificate, generateKeyPairSync, randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:https';

import { makeGate } from './gate.mjs';

// The provider is written for Node 22; this is all that Node 20 lacks of it.
URL.parse ??= (...words) => (URL.canParse(...words) ? new URL(...words) : null);

const { default: Provider, errors } = await import('oidc-provider');
const { default: validateDpop } = await import('oidc-provider/lib/helpers/validate_dpop.js');
const { SignJWT, jwtVerify } = await import('jose');

const JWT_BEARER = 'urn:ietf:params:oauth:grant-type:jwt-bearer';
const TOKEN_EXCHANGE = 'urn:ietf:params:oauth:grant-type:token-exchange';
const ACCESS_TOKEN_TYPE = 'urn:ietf:params:oauth:token-type:access_token';
const JWT_TYPE = 'urn:ietf:params:oauth:token-type:jwt';
const SCOPES = ['openid', 'offline_access', 'profile', 'fhirUser', 'launch', 'user/*.rs'];
const SIGNATURES = ['ES256', 'ES384', 'RS256', 'PS256'];

const settings = JSON.parse(readFileSync(process.argv[2], 'utf8'));
const { accounts, launches } = settings;
const staffAnchors = new X509Certificate(settings.staffAnchors);
const patientOfGrant = new Map();
const signing = generateKeyPairSync('ec', { namedCurve: 'P-256' });

let provider;
let answer;
const server = createServer(
  { key: readFileSync(settings.tls.key), cert: readFileSync(settings.tls.certificate) },
  (request, response) => answer(request, response),
);
server.listen(0, '127.0.0.1', () => {
  const origin = `https://127.0.0.1:${server.address().port}`;
  provider = makeProvider(origin);
  const provide = provider.callback();
  const enter = settings.records && makeGate(provider, origin, settings.records, SIGNATURES);
  answer = async (request, response) => {
    const { pathname } = new URL(request.url, origin);
    try {
      if (pathname === '/fhir/.well-known/smart-configuration') return sendJson(response, smart(origin));
      if (pathname.startsWith('/sign-in/')) return await interact(request, response);
      if (enter && pathname.startsWith('/fhir')) return await enter(request, response);
      return await provide(request, response);
    } catch (error) {
      console.error(error);
      return response.headersSent ? response.end() : send(response, 500, 'text/plain', 'failed');
    }
  };
  console.log(`listening ${origin}`);
});

function makeProvider(origin) {
  const made = new Provider(origin, {
    clients: settings.clients,
    jwks: { keys: [{ ...signing.privateKey.export({ format: 'jwk' }), alg: 'ES256', use: 'sig', kid: 'signing' }] },
    cookies: { keys: [randomBytes(32).toString('hex')] },
    scopes: SCOPES,
    acrValues: [...new Set(Object.values(accounts).map((account) => account.acr))],
    claims: {
      acr: null, auth_time: null, iss: null, sid: null,
      openid: ['sub'], profile: ['name'], fhirUser: ['fhirUser', 'name', 'role'],
    },
    extraParams: { launch: checkLaunch },
    findAccount: (_, sub) => ({ accountId: sub, claims: () => ({ sub, ...accounts[sub]?.claims }) }),
    interactions: { url: (_, interaction) => `/sign-in/${interaction.uid}` },
    loadExistingGrant: grantWhatWasAskedFor,
    pkce: { required: () => true },
    rotateRefreshToken: true,
    clientAuthMethods: ['none', 'private_key_jwt'],
    enabledJWA: { clientAuthSigningAlgValues: SIGNATURES, dPoPSigningAlgValues: ['ES256'] },
    ttl: {
      AccessToken: settings.accessTokenLife ?? 300, AuthorizationCode: 60, Grant: 3600, IdToken: 300, Interaction: 600, RefreshToken: 3600, Session: 3600,
    },
    features: {
      claimsParameter: { enabled: settings.claimsParameter },
      devInteractions: { enabled: false },
      dPoP: { enabled: true, nonceSecret: randomBytes(32), requireNonce: () => settings.nonces },
      resourceIndicators: { enabled: false },
      revocation: { enabled: true },
      userinfo: { enabled: true },
    },
  });
  if (!settings.stock) {
    made.registerGrantType(JWT_BEARER, tokenForAssertion, ['assertion', 'scope']);
    made.registerGrantType(TOKEN_EXCHANGE, assertionForToken, [
      'subject_token', 'subject_token_type', 'requested_token_type', 'audience', 'purpose_of_use',
    ]);
  }
  made.use(tellPatient);
  made.on('server_error', (_, error) => console.error(error));
  made.on('grant.error', (_, error) => console.error(error.message, error.error_description));
  return made;
}

// The hospital decides what its own program may ask for; whoever signs in agrees to all of it or leaves.
async function grantWhatWasAskedFor(ctx) {
  const { client, session, params } = ctx.oidc;
  const grant = new provider.Grant({ clientId: client.clientId, accountId: session.accountId });
  grant.addOIDCScope(params.scope);
  grant.addOIDCClaims([...ctx.oidc.requestParamClaims]);
  const id = await grant.save();
  if (params.launch) patientOfGrant.set(id, launches[params.launch]);
  return grant;
}

function checkLaunch(_, launch) {
  if (launch !== undefined && !Object.hasOwn(launches, launch)) throw new errors.InvalidRequest('no such launch');
}

// SMART App Launch 2.2: the launch context stands beside the token.
async function tellPatient(ctx, next) {
  await next();
  const patient = patientOfGrant.get(ctx.oidc?.entities.Grant?.jti);
  if (ctx.oidc?.route === 'token' && patient) ctx.body.patient = patient;
}

// RFC 7523 §2.1 with the certificate of a staff card: the provider's own tokens, bound to a key where a proof came.
async function tokenForAssertion(ctx) {
  const { client, params } = ctx.oidc;
  const subject = await subjectOf(params.assertion, provider.urlFor('token'));
  const dPoP = await validateDpop(provider, ctx);
  const grant = new provider.Grant({ clientId: client.clientId, accountId: subject });
  grant.addOIDCScope(params.scope);
  const token = new provider.AccessToken({
    accountId: subject, client, grantId: await grant.save(), gty: 'jwt-bearer', scope: params.scope,
  });
  if (dPoP) {
    if (!(await provider.ReplayDetection.unique(client.clientId, dPoP.jti, dPoP.iat + 300))) {
      throw new errors.InvalidGrant('proof used before');
    }
    token.setThumbprint('jkt', dPoP.thumbprint);
  }
  ctx.oidc.entity('AccessToken', token);
  const access_token = await token.save();
  const idToken = new provider.IdToken({ sub: subject }, { ctx });
  idToken.scope = 'openid';
  ctx.body = {
    access_token,
    id_token: await idToken.issue({ use: 'idtoken' }),
    expires_in: token.expiration,
    token_type: token.tokenType,
    scope: token.scope,
  };
}

// Signed by a staff card for its holder, or by this provider for whoever signed in here.
async function subjectOf(assertion, audience) {
  try {
    const options = { audience, algorithms: SIGNATURES, requiredClaims: ['iss', 'exp', 'jti'] };
    const keyOf = ({ x5c }) => (x5c ? keyOfCard(x5c[0]) : signing.publicKey);
    const { payload, protectedHeader } = await jwtVerify(assertion, keyOf, options);
    if (payload.iss !== (protectedHeader.x5c ? payload.sub : provider.issuer)) throw new Error('not theirs to say');
    if (!accounts[payload.sub]) throw new Error('nobody known');
    return payload.sub;
  } catch (cause) {
    throw new errors.InvalidGrant('assertion refused', { cause });
  }
}

function keyOfCard(leaf) {
  const certificate = new X509Certificate(Buffer.from(leaf, 'base64'));
  if (!certificate.verify(staffAnchors.publicKey)) throw new Error('not a staff card');
  return certificate.publicKey;
}

// RFC 8693: what this provider says elsewhere of whoever signed in here, and why they ask.
async function assertionForToken(ctx) {
  const { client, params } = ctx.oidc;
  const token = await provider.AccessToken.find(params.subject_token);
  if (params.subject_token_type !== ACCESS_TOKEN_TYPE || !token?.isValid || token.clientId !== client.clientId) {
    throw new errors.InvalidRequest('subject_token refused');
  }
  const [system, code] = params.purpose_of_use.split('|');
  const assertion = new SignJWT({ extensions: { ihe_iua: { purpose_of_use: [{ system, code }] } } })
    .setProtectedHeader({ alg: 'ES256', typ: 'JWT', kid: 'signing' })
    .setIssuer(provider.issuer).setSubject(token.accountId).setAudience(params.audience)
    .setIssuedAt().setExpirationTime('1m').setJti(randomBytes(16).toString('base64url'));
  ctx.body = {
    access_token: await assertion.sign(signing.privateKey),
    issued_token_type: JWT_TYPE,
    token_type: 'N_A',
    expires_in: 60,
  };
}

async function interact(request, response) {
  const { prompt } = await provider.interactionDetails(request, response);
  const form = new URLSearchParams(request.method === 'POST' ? await bodyOf(request) : '');
  const result = prompt.name === 'login' ? loginOf(form) : consentOf(form);
  if (!result) return sendForm(response, request.url, prompt.name);
  return provider.interactionFinished(request, response, result, { mergeWithLastSubmission: 'consent' in result });
}

function loginOf(form) {
  const account = accounts[form.get('login')];
  if (!account || account.password !== form.get('password')) return null;
  return { login: { accountId: form.get('login'), acr: account.acr } };
}

function consentOf(form) {
  return form.has('agreed') ? { consent: {} } : null;
}

async function bodyOf(request) {
  const chunks = [];
  for await (const chunk of request) chunks.push(chunk);
  return Buffer.concat(chunks).toString('utf8');
}

function sendForm(response, action, asked) {
  const fields = {
    login: '<input name="login"><input name="password" type="password">',
    consent: '<input name="agreed" type="hidden" value="yes">',
  };
  send(response, 200, 'text/html', `<!doctype html><title>Sign in</title><form method="post" action="${action}">
    ${fields[asked]}<button>Go on</button></form>`);
}

function sendJson(response, content) {
  send(response, 200, 'application/json', JSON.stringify(content));
}

function send(response, status, type, content) {
  response.writeHead(status, { 'content-type': type }).end(content);
}

function smart(origin) {
  return {
    issuer: origin,
    authorization_endpoint: `${origin}/auth`,
    token_endpoint: `${origin}/token`,
    revocation_endpoint: `${origin}/token/revocation`,
    jwks_uri: `${origin}/jwks`,
    grant_types_supported: [
      'authorization_code', 'refresh_token', ...(settings.stock ? [] : [JWT_BEARER, TOKEN_EXCHANGE]),
    ],
    token_endpoint_auth_methods_supported: settings.tokenEndpointAuthMethods,
    token_endpoint_auth_signing_alg_values_supported: SIGNATURES,
    dpop_signing_alg_values_supported: ['ES256'],
    code_challenge_methods_supported: ['S256'],
    authorization_response_iss_parameter_supported: true,
    scopes_supported: SCOPES,
    response_types_supported: ['code'],
    capabilities: settings.capabilities,
  };
}
