/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { fieldsAt, listAt, textAt, textMapAt } from '../access';
import { hasPlaceholder } from '../../render/files/local/placeholders';
import type { ObjectIndex } from '../ObjectIndex';
import { LintObject, LintRule } from '../types';

/*
 * Credentials in objects: what stands in Git and in the cluster's plain data is
 * no secret. No message repeats a value: messages end up in logs and on pages.
 */

/**
 * An address with a password; a user name alone is none. The scheme is left out:
 * looking for it at each letter of a dashboard takes longer than all other rules.
 */
const ADDRESS_WITH_PASSWORD = /:\/\/[^\s/@:]{0,200}:[^\s/@]{1,200}@/;

/** A variable or key whose name says that it holds a secret. */
const SECRET_NAME =
  /(^|[_.-])(KEY|TOKEN|SECRET|PASSWORD|PASSWD|PWD|CREDENTIALS?)$/i;

/** Values that only credentials look like, by their issuers' own prefixes. */
const SECRET_VALUES: readonly RegExp[] = [
  /-----BEGIN ([A-Z]+ )?PRIVATE KEY-----/,
  /\b(AKIA|ASIA)[0-9A-Z]{16}\b/,
  /\bgh[pousr]_[A-Za-z0-9]{36}/,
  /\bglpat-[\w-]{20}/,
  /\bxox[abprs]-[\w-]{10}/,
  /\beyJ[\w-]{10,500}\.eyJ[\w-]{10,5000}\.[\w-]{10}/,
];

interface PlainValue {
  object: LintObject;
  field: string;
  name: string;
  value: string;
}

/** @internal */
export const passwordInAddress: LintRule = {
  id: 'GP-LINT-020',
  severity: 'error',
  title: 'No plain value holds an address with a password',
  why: 'Variables and ConfigMaps stand in Git, in the cluster and in every crash report.',
  check: index =>
    plainValues(index)
      .filter(({ value }) => ADDRESS_WITH_PASSWORD.test(value))
      .map(({ object, field }) => ({
        object,
        field,
        problem: 'holds an address with user and password',
        fix: 'Keep host and port here, and read the password from a Secret that an ExternalSecret makes.',
      })),
};

/** @internal */
export const secretInPlain: LintRule = {
  id: 'GP-LINT-021',
  severity: 'error',
  title: 'No plain value is a secret',
  why: 'What is called a key, token or password is one, and so is what looks like one.',
  check: index =>
    plainValues(index)
      .filter(
        ({ name, value }) =>
          value !== '' &&
          (SECRET_NAME.test(name) ||
            SECRET_VALUES.some(pattern => pattern.test(value))),
      )
      .map(({ object, field, name }) => ({
        object,
        field,
        problem: `holds '${name}', which is or looks like a secret`,
        fix: 'Put the value into the secret store and mount the Secret that an ExternalSecret makes of it.',
      })),
};

/** @internal */
export const secretInGit: LintRule = {
  id: 'GP-LINT-022',
  severity: 'warning',
  title: 'No Secret is written with its values',
  why: 'base64 hides nothing: whoever reads the repository has the password.',
  check: index =>
    index
      .ofKind('Secret')
      .flatMap(object => {
        const { manifest } = object;
        const plain = Object.values(fieldsAt(manifest, 'stringData'));
        if (plain.some(value => !isExample(value))) {
          return [{ object, field: 'stringData' }];
        }
        return Object.keys(fieldsAt(manifest, 'data')).length > 0
          ? [{ object, field: 'data' }]
          : [];
      })
      .map(({ object, field }) => ({
        object,
        field,
        problem: 'holds values in plain or base64',
        fix: 'Write an ExternalSecret that names paths of the secret store.',
      })),
};

/** Whether a value of a Secret is one of the local set-up that people replace. */
function isExample(value: unknown): boolean {
  return typeof value === 'string' && hasPlaceholder(value);
}

function plainValues(index: ObjectIndex): PlainValue[] {
  const values: PlainValue[] = [];
  for (const { object, containers } of index.workloads) {
    for (const { field, fields } of containers) {
      for (const [i, entry] of listAt(fields, 'env').entries()) {
        const name = textAt(entry, 'name');
        const value = textAt(entry, 'value');
        if (name !== undefined && value !== undefined) {
          values.push({ object, field: `${field}.env[${i}]`, name, value });
        }
      }
      for (const list of ['command', 'args']) {
        for (const [i, value] of listAt(fields, list).entries()) {
          if (typeof value === 'string') {
            const place = `${field}.${list}[${i}]`;
            values.push({ object, field: place, name: '', value });
          }
        }
      }
    }
  }
  for (const object of index.ofKind('ConfigMap')) {
    for (const [name, value] of Object.entries(
      textMapAt(object.manifest, 'data'),
    )) {
      values.push({ object, field: `data.${name}`, name, value });
    }
  }
  return values;
}

/** @internal */
export const secretRules = [passwordInAddress, secretInPlain, secretInGit];
