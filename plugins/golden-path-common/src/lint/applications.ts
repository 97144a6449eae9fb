/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { at, listAt, textAt, textsAt } from './access';
import type { ObjectIndex } from './ObjectIndex';
import { LintObject } from './types';
import { serviceOf, Workload } from './workload';

/** An Application, or the template of an ApplicationSet. */
export interface ApplicationView {
  object: LintObject;
  /** Path of the Application's spec in the object. */
  field: string;
  spec: unknown;
}

/** All Applications that the objects have. */
export function applications(index: ObjectIndex): ApplicationView[] {
  return [
    ...index.ofKind('Application').map(object => ({
      object,
      field: 'spec',
      spec: at(object.manifest, 'spec'),
    })),
    ...index.ofKind('ApplicationSet').map(object => ({
      object,
      field: 'spec.template.spec',
      spec: at(object.manifest, 'spec', 'template', 'spec'),
    })),
  ];
}

/**
 * The Application that deploys a workload: the one that has its service's name or
 * takes a folder of that name.
 */
export function applicationOf(
  index: ObjectIndex,
  workload: Workload,
): ApplicationView | undefined {
  const service = serviceOf(workload);
  const candidates = applications(index).filter(
    ({ spec }) =>
      textAt(spec, 'destination', 'namespace') === workload.object.namespace,
  );
  return candidates.find(
    ({ object, spec }) =>
      object.name === service ||
      textAt(spec, 'source', 'path')?.split('/').pop() === service,
  );
}

/**
 * Whether an Application ignores a field of an object.
 */
export function ignores(
  spec: unknown,
  object: LintObject,
  pointer: string,
): boolean {
  const query = pointer.split('/').join('.');
  return listAt(spec, 'ignoreDifferences').some(
    entry =>
      fitsGlob(textAt(entry, 'group') ?? '', object.group) &&
      fitsGlob(textAt(entry, 'kind'), object.kind) &&
      (textAt(entry, 'name') ?? object.name) === object.name &&
      (textsAt(entry, 'jsonPointers').includes(pointer) ||
        textsAt(entry, 'jqPathExpressions').includes(query)),
  );
}

/** Argo CD's globs; an undefined pattern is no condition. */
export function fitsGlob(
  pattern: string | undefined,
  text: string | undefined,
): boolean {
  if (pattern === undefined || pattern === '*' || pattern === text) {
    return true;
  }
  if (text === undefined) {
    return false;
  }
  if (isTemplate(text)) {
    return true;
  }
  const [start, ...rest] = pattern.split('*');
  const end = rest.pop();
  return (
    end !== undefined &&
    text.length >= start.length + end.length &&
    text.startsWith(start) &&
    text.endsWith(end) &&
    rest.every(part => text.includes(part))
  );
}

/** An ApplicationSet fills it in. */
export function isTemplate(text: string | undefined): boolean {
  return text !== undefined && text.includes('{{');
}
