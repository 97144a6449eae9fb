/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { InputError } from '@backstage/errors';
import { ServiceDefinition } from '../model/types';
import { resolveModel } from '../spec/resolveEnvironment';
import {
  PLATFORM_ROWS,
  REPOSITORY_ROWS,
  Row,
  RowOutput,
  SERVICE_ROWS,
} from './rows';
import {
  allChanges,
  changesAround,
  neighboursOf,
  Subject,
  SubjectChange,
} from './subjectFields';
import { ExplainContext } from './types';

/**
 * What renders the files that are to be explained.
 *
 * @internal
 */
export interface Scope {
  subject: Subject;
  rows: ScopeRow[];
  changes(): SubjectChange[];
}

/**
 * A row of the renderers' tables, tied to a service where it is one of a
 * service.
 *
 * @internal
 */
export interface ScopeRow {
  kind: string;
  /** What it renders of the unchanged platform. */
  outputs: RowOutput[];
  render(subject: Subject): RowOutput[];
}

/** Who asks for the causes of a line asks for its place too. */
const LAST = new WeakMap<
  ExplainContext,
  { path: string; scope: Scope | undefined }
>();

/**
 * What renders the files of one service.
 *
 * @throws InputError if there is no such environment or service
 * @internal
 */
export function serviceScope(context: ExplainContext, name: string): Scope {
  const subject = subjectOf(context);
  const service = subject.model.services.find(entry => entry.name === name);
  if (!service) {
    throw new InputError(
      `Failed to explain '${name}': '${subject.model.system.entityRef}' has no such service.`,
    );
  }
  return scopeOfService(subject, service);
}

/**
 * What renders one file, which may be of a service, of the environment or of the
 * repository.
 *
 * @returns undefined if nothing renders it
 * @internal
 */
export function fileScope(
  context: ExplainContext,
  path: string,
): Scope | undefined {
  const last = LAST.get(context);
  if (last?.path === path) {
    return last.scope;
  }
  const scope = findScope(context, path);
  LAST.set(context, { path, scope });
  return scope;
}

function findScope(context: ExplainContext, path: string): Scope | undefined {
  const subject = subjectOf(context);
  const environment = rowsAt(path, PLATFORM_ROWS, subject);
  if (environment.length > 0) {
    return { subject, rows: environment, changes: () => allChanges(subject) };
  }
  for (const service of subject.model.services) {
    // Paths name their service; rendering all to find one would be slow.
    const scope = path.includes(service.name)
      ? scopeOfService(subject, service, path)
      : undefined;
    if (scope && scope.rows.length > 0) {
      return scope;
    }
  }
  // In no environment: specs are as written, whatever an environment overrides.
  const plain = { ...subject, model: context.model };
  for (const service of plain.model.services) {
    const scope = path.includes(service.name)
      ? pageScope(plain, service, path)
      : undefined;
    if (scope) {
      return scope;
    }
  }
  const repository = rowsAt(path, REPOSITORY_ROWS, plain);
  return repository.length > 0
    ? { subject: plain, rows: repository, changes: () => allChanges(plain) }
    : undefined;
}

function subjectOf({ model, environment: name }: ExplainContext): Subject {
  const resolved = resolveModel(model, name);
  const environment = resolved.system.spec.environments.find(
    entry => entry.name === name,
  );
  if (!environment) {
    throw new InputError(
      `Failed to explain '${model.system.entityRef}': it has no environment '${name}'.`,
    );
  }
  return { model: resolved, environment };
}

/**
 * Only neighbours show in the files of a service, and a model of few services is
 * rendered sooner. Where a renderer looks further, all stay in.
 */
function scopeOfService(
  subject: Subject,
  service: ServiceDefinition,
  path?: string,
): Scope {
  const rows = rowsOfService(subject, service, path);
  const near = nearSubject(subject, service);
  const nearRows = rowsOfService(near, service, path);
  const isSame = haveSameOutputs(nearRows, rows);
  const scope = isSame ? { subject: near, rows: nearRows } : { subject, rows };
  return { ...scope, changes: () => changesAround(scope.subject, service) };
}

/**
 * A file of the repository that is named after a service, as its runbook, shows
 * no more than that and its neighbours; undefined if it does.
 */
function pageScope(
  subject: Subject,
  service: ServiceDefinition,
  path: string,
): Scope | undefined {
  const near = nearSubject(subject, service);
  const rows = rowsAt(path, REPOSITORY_ROWS, near);
  const whole = rowsAt(path, REPOSITORY_ROWS, subject);
  return rows.length > 0 && haveSameOutputs(rows, whole)
    ? {
        subject: near,
        rows,
        changes: () => changesAround(near, service, { isPage: true }),
      }
    : undefined;
}

function haveSameOutputs(a: readonly ScopeRow[], b: readonly ScopeRow[]) {
  const text = (rows: readonly ScopeRow[]) =>
    JSON.stringify(rows.map(({ outputs }) => outputs));
  return text(a) === text(b);
}

function nearSubject(subject: Subject, service: ServiceDefinition): Subject {
  const neighbours = neighboursOf(subject.model, service);
  return {
    ...subject,
    model: {
      ...subject.model,
      services: subject.model.services.filter(
        entry => entry === service || neighbours.has(entry.entityRef),
      ),
    },
  };
}

function rowsOfService(
  subject: Subject,
  service: ServiceDefinition,
  path: string | undefined,
): ScopeRow[] {
  // By place: what is changed may be the name or the reference.
  const index = subject.model.services.indexOf(service);
  const contextOf = (changed: Subject) => ({
    ...changed,
    service: changed.model.services[index],
  });
  const rows = SERVICE_ROWS.map(
    ({ kind, render, renderAt }): Row<Subject> => ({
      kind,
      render: changed => render(contextOf(changed)),
      renderAt:
        renderAt && ((file, changed) => renderAt(file, contextOf(changed))),
    }),
  );
  return path === undefined
    ? rows.map(row => ({ ...row, outputs: row.render(subject) }))
    : rowsAt(path, rows, subject);
}

/** The rows that have a part in a file. */
function rowsAt(
  path: string,
  rows: ReadonlyArray<Row<Subject>>,
  subject: Subject,
): ScopeRow[] {
  return rows
    .map(({ kind, render, renderAt }): ScopeRow => {
      if (!renderAt) {
        return { kind, outputs: render(subject), render };
      }
      return {
        kind,
        outputs: renderAt(path, subject),
        render: changed => {
          const own = renderAt(path, changed);
          // The file has another path then, or is gone.
          return own.length > 0 ? own : render(changed);
        },
      };
    })
    .filter(({ outputs }) => outputs.some(output => output.path === path));
}
