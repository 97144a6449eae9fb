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

/** Who asks for the causes of a line asks for its place too. */
const LAST = new WeakMap<
  ExplainContext,
  { path: string; scope: Scope | undefined }
>();

function findScope(context: ExplainContext, path: string): Scope | undefined {
  const subject = subjectOf(context);
  const environment = withFile(
    PLATFORM_ROWS.map(row => scopeRow(row, subject)),
    path,
  );
  if (environment) {
    return { subject, rows: environment, changes: () => allChanges(subject) };
  }
  for (const service of subject.model.services) {
    // Paths name their service; rendering all to find one would be slow.
    const scope = path.includes(service.name)
      ? scopeOfService(subject, service)
      : undefined;
    const rows = scope && withFile(scope.rows, path);
    if (rows) {
      return { ...scope, rows };
    }
  }
  // In no environment: specs are as written, whatever an environment overrides.
  const plain = { ...subject, model: context.model };
  const repository = withFile(
    REPOSITORY_ROWS.map(row => scopeRow(row, plain)),
    path,
  );
  return (
    repository && {
      subject: plain,
      rows: repository,
      changes: () => allChanges(plain),
    }
  );
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
function scopeOfService(subject: Subject, service: ServiceDefinition): Scope {
  const rows = rowsOfService(subject, service);
  const neighbours = neighboursOf(subject.model, service);
  const near = {
    ...subject,
    model: {
      ...subject.model,
      services: subject.model.services.filter(
        entry => entry === service || neighbours.has(entry.entityRef),
      ),
    },
  };
  const nearRows = rowsOfService(near, service);
  const isSame =
    JSON.stringify(nearRows.map(({ outputs }) => outputs)) ===
    JSON.stringify(rows.map(({ outputs }) => outputs));
  const scope = isSame ? { subject: near, rows: nearRows } : { subject, rows };
  return { ...scope, changes: () => changesAround(scope.subject, service) };
}

function rowsOfService(
  subject: Subject,
  service: ServiceDefinition,
): ScopeRow[] {
  // By place: what is changed may be the name or the reference.
  const index = subject.model.services.indexOf(service);
  return SERVICE_ROWS.map(row =>
    scopeRow(
      {
        kind: row.kind,
        render: (changed: Subject) =>
          row.render({ ...changed, service: changed.model.services[index] }),
      },
      subject,
    ),
  );
}

function scopeRow(row: Row<Subject>, subject: Subject): ScopeRow {
  return { ...row, outputs: row.render(subject) };
}

/** The rows that have a part in a file; undefined if there is none. */
function withFile(
  rows: readonly ScopeRow[],
  path: string,
): ScopeRow[] | undefined {
  const found = rows.filter(({ outputs }) =>
    outputs.some(output => output.path === path),
  );
  return found.length > 0 ? found : undefined;
}
