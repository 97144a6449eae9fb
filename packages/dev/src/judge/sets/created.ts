/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { LabError } from '@openpolicy/lab';
import {
  buildModels,
  isBlocking,
  parseDraft,
  PlatformModel,
  readServiceDefinition,
  ServiceDraftInput,
  serviceEntityOf,
  SourcedEntity,
  validateModel,
  withService,
} from '@openpolicy/plugin-golden-path-common';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { DevPaths } from '../../paths';
import { ManifestSet } from '../types';
import { environmentSets } from './matrix';

/** What the form sends if nobody changes anything, by field. */
export type FormDefaults = Record<string, unknown>;

/** Names of the services that are made for the judges. */
export const CREATED = { least: 'created-least', most: 'created-most' };

/** Other than every default of the form and of the spec, so that each shows. */
const EVERYTHING = {
  title: 'Created: "all" of {{ it }}',
  language: 'go',
  tier: 1,
  scale: { min: 3, max: 7, cpu: 65 },
  resources: {
    cpu: { request: '130m', limit: '700m' },
    memory: { request: '190Mi', limit: '310Mi' },
  },
  health: { startupSeconds: 47 },
  env: { COUPONS_PER_USER: '17' },
  exposed: true,
  traffic: { timeout: '11s', gateway: { pathPrefix: '/created' } },
  rollout: {
    strategy: 'canary',
    // Its second release: a canary is deployed from the day on which it has an image.
    canary: {
      weight: 13,
      image: { tag: '0.2.0', digest: `sha256:${'c0ffee11'.repeat(8)}` },
    },
  },
  slo: {
    availability: 99.7,
    latency: { seconds: 0.5, objective: 97 },
  },
  alerts: {
    overrides: {
      errors: {
        critical: { threshold: 0.07 },
        warning: { threshold: 0.03 },
      },
      latency: {
        critical: { threshold: 1.7 },
        warning: { threshold: 0.9 },
      },
    },
  },
};

/**
 * Renders the platform with two services that the form made just now, in the
 * environment that the form delivers to: one by someone who only filled in what has to
 * be, and one by someone who filled in everything.
 *
 * @param now - the day by which waivers are read.
 * @throws LabError if the form makes a service that breaks a rule.
 */
export function renderCreated(
  entities: readonly SourcedEntity[],
  options: { now: Date; defaults: FormDefaults },
): ManifestSet[] {
  const { now, defaults } = options;
  const {
    models: [model],
  } = buildModels(entities);
  const { environment, ...fields } = defaults;
  const [first, second] = freePorts(model);
  const [callee, resource] = neighboursOf(model);
  const common = {
    ...fields,
    description: 'Is judged.',
    owner: model.services[0].owner,
    system: model.system.entityRef,
  };
  const created = [
    { ...common, name: CREATED.least, port: first },
    {
      ...common,
      ...EVERYTHING,
      name: CREATED.most,
      port: second,
      dependencies: [
        ...((fields.dependencies as object[] | undefined) ?? []),
        { ref: `component:default/${CREATED.least}`, timeout: '2s' },
        { ref: callee, critical: false },
        { ref: resource },
      ],
    },
  ].reduce((before, draft) => withDraft(before, draft as never), model);
  refuseFaults(created, now);
  return environmentSets(created, String(environment), {
    tree: `created/${environment}`,
  });
}

/** The defaults of the fields of the template `service`. */
export function loadFormDefaults({ repository }: DevPaths): FormDefaults {
  const template = parse(
    readFileSync(join(repository, 'templates/service/template.yaml'), 'utf8'),
  );
  return defaultsOf({
    properties: Object.assign(
      {},
      ...template.spec.parameters.map(
        (page: { properties?: object }) => page.properties,
      ),
    ),
  }) as FormDefaults;
}

interface FormField {
  default?: unknown;
  properties?: Record<string, FormField>;
}

/** As the form itself fills them in: those of fields within fields too. */
function defaultsOf({ default: own, properties }: FormField): unknown {
  if (own !== undefined || !properties) {
    return own;
  }
  return Object.fromEntries(
    Object.entries(properties)
      .map(([name, field]) => [name, defaultsOf(field)])
      .filter(([, value]) => value !== undefined),
  );
}

function withDraft(
  model: PlatformModel,
  input: ServiceDraftInput,
): PlatformModel {
  const draft = parseDraft(input);
  const entity = serviceEntityOf(draft, {
    platform: model.system,
    repository: `https://git.example.com/${draft.name}`,
  });
  const { value, findings } = readServiceDefinition(
    entity,
    `catalog/${draft.name}.yaml`,
  );
  if (!value) {
    throw new LabError(
      `The form makes no service: ${findings
        .map(({ path, message }) => `${path}: ${message}`)
        .join('; ')}.`,
    );
  }
  return withService(model, value);
}

function refuseFaults(model: PlatformModel, now: Date): void {
  const refs = Object.values(CREATED).map(name => `component:default/${name}`);
  const faults = validateModel(model, { now }).filter(
    finding => isBlocking(finding) && refs.includes(finding.entityRef),
  );
  if (faults.length > 0) {
    throw new LabError(
      `The form makes services that break rules:\n${faults
        .map(({ ruleId, path, message }) => `  ${ruleId} ${path}: ${message}`)
        .join('\n')}`,
    );
  }
}

function freePorts({ system, services }: PlatformModel): number[] {
  const used = new Set(
    services.flatMap(({ spec }) => spec.ports.map(({ port }) => port)),
  );
  const { from, to } = system.spec.portPool;
  return Array.from({ length: to - from + 1 }, (_, i) => from + i).filter(
    port => !used.has(port),
  );
}

/** One of its services that can be called, and something outside. */
function neighboursOf({ services, endpoints }: PlatformModel): string[] {
  const callee = services.find(({ spec }) => spec.ports.length > 0);
  return [callee!.entityRef, [...endpoints.keys()][0]];
}
