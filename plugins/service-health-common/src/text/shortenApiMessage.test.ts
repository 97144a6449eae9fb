/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { shortenApiMessage } from './shortenApiMessage';

const long = 'x'.repeat(61);
const invalid = 'Deployment.apps "checkout" is invalid: ';
const selector =
  'v1.LabelSelector{MatchLabels:map[string]string{"app":"a, b: c]"}, MatchExpressions:[]v1.LabelSelectorRequirement(nil)}';

describe('shortenApiMessage', () => {
  it.each([
    [
      'an object',
      'spec.selector: Invalid value: {"matchLabels":{"app":"checkout"}}: field is immutable',
      'spec.selector: field is immutable',
    ],
    [
      "an object in Go's syntax",
      `spec.selector: Invalid value: ${selector}: field is immutable`,
      'spec.selector: field is immutable',
    ],
    [
      'an array',
      'spec.ports: Invalid value: ["a: b","c"]: must be unique',
      'spec.ports: must be unique',
    ],
    [
      'brackets and quotes in texts of an object',
      'spec: Invalid value: {"a":"}]\\": ","b":1}: no',
      'spec: no',
    ],
    [
      'a long text',
      `metadata.name: Invalid value: "${long}": must be no more than 63 bytes`,
      'metadata.name: must be no more than 63 bytes',
    ],
    [
      'an object without a detail',
      'spec.ports[1]: Duplicate value: {"port":80,"protocol":"TCP"}',
      'spec.ports[1]: Duplicate value',
    ],
    [
      'a long text with the values that are supported',
      `spec.type: Unsupported value: "${long}": supported values: "A", "B"`,
      'spec.type: Unsupported value: supported values: "A", "B"',
    ],
    [
      'an object that is cut off',
      'spec.selector: Invalid value: {"matchLabels":{"app":"check…',
      'spec.selector: Invalid value',
    ],
    [
      'each of several errors',
      '[spec.selector: Invalid value: {"a":{}}: field is immutable, spec.replicas: Invalid value: -1: must be greater than or equal to 0, spec.x: Duplicate value: {"b":[]}]',
      '[spec.selector: field is immutable, spec.replicas: Invalid value: -1: must be greater than or equal to 0, spec.x: Duplicate value]',
    ],
  ])('leaves out %s', (_what, message, expected) => {
    expect(shortenApiMessage(`${invalid}${message}`)).toBe(
      `${invalid}${expected}`,
    );
  });

  it.each([
    'spec.replicas: Invalid value: -1: must be greater than or equal to 0',
    'metadata.name: Invalid value: "Bad_Name": a lowercase RFC 1123 subdomain must consist of lower case characters [a-z0-9]',
    'spec.x: Invalid value: "{}": must not be empty',
    'spec.x: Invalid value: null: must be set',
    'metadata.name: Too long: must have at most 63 bytes, and this goes on for more than sixty characters',
    'spec.template.spec.containers: Required value',
    'spec.type: Unsupported value: "C": supported values: "A", "B"',
    'spec: Forbidden: updates to statefulset spec for fields other than {"replicas"} are forbidden',
    'Back-off pulling image "registry.example.com/checkout:1.4.2": {ErrImagePull}',
    '',
  ])('keeps %p', message => {
    expect(shortenApiMessage(message)).toBe(message);
  });

  it('shortens the message that Argo CD puts around it', () => {
    expect(
      shortenApiMessage(
        `one or more objects failed to apply, reason: error when patching "/dev/shm/1": ${invalid}spec.selector: Invalid value: ${selector}: field is immutable (retried 2 times).`,
      ),
    ).toBe(
      `one or more objects failed to apply, reason: error when patching "/dev/shm/1": ${invalid}spec.selector: field is immutable (retried 2 times).`,
    );
  });

  it('is as quick with a huge message as its length allows', () => {
    const errors = Array.from(
      { length: 20_000 },
      (_, i) => `spec.a[${i}]: Invalid value: {"b":{"c":[${i}]}}: no`,
    );
    expect(shortenApiMessage(`[${errors.join(', ')}]`)).toHaveLength(
      errors.map((_, i) => `spec.a[${i}]: no`).join(', ').length + 2,
    );
    expect(shortenApiMessage(`a: Invalid value: ${'{'.repeat(1e6)}`)).toBe(
      'a: Invalid value',
    );
  });
});
