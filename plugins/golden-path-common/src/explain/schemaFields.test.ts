/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { z } from 'zod';
import { schemaFields } from './schemaFields';
import { describeField } from './schemaNodes';

const schema = z.strictObject({
  tier: z.union([z.literal(1), z.literal(3)]).default(3),
  ports: z
    .array(
      z.strictObject({
        port: z.int().meta({ description: 'Port of the service.' }),
        api: z
          .string()
          .optional()
          .meta({ examples: ['orders'] }),
      }),
    )
    .default([])
    .meta({ description: 'Ports that it answers on.' }),
  env: z.record(z.string(), z.string()).default({}),
  scale: z
    .strictObject({
      min: z.int().default(2),
      spiky: z.boolean().default(false),
    })
    .optional(),
  limit: z
    .strictObject({ rps: z.int(), open: z.boolean().default(true) })
    .optional(),
});

const fieldsOf = (input: z.input<typeof schema>) =>
  schemaFields(schema, schema.parse(input)).map(
    ({ segments, value, alternatives }) => [
      segments.join('.'),
      value,
      alternatives,
    ],
  );

describe('schemaFields', () => {
  it('gives each field, its value and others of its type', () => {
    expect(
      fieldsOf({ ports: [{ port: 7013 }], env: { OPENS_AT: '1:30' } }),
    ).toEqual([
      ['tier', 3, [1]],
      ['ports', [{ port: 7013 }], [undefined]],
      ['ports.0', { port: 7013 }, [undefined]],
      ['ports.0.port', 7013, [7014, 14029]],
      ['ports.0.api', undefined, ['orders', 'ordersx']],
      ['env.OPENS_AT', '1:30', [undefined]],
      ['env.OPENS_AT', '1:30', ['1:30x']],
      ['scale.min', 2, [3, 7]],
      ['scale.spiky', false, [true]],
      ['limit', undefined, [{ rps: 7, open: true }]],
    ]);
  });

  it('puts another value where the field is and leaves the rest', () => {
    const value = schema.parse({ ports: [{ port: 7013 }, { port: 7017 }] });
    const field = schemaFields(schema, value).find(
      ({ segments }) => segments.join('.') === 'ports.1.port',
    )!;
    expect(field.replaced(7019)).toEqual({
      ...value,
      ports: [{ port: 7013 }, { port: 7019 }],
    });
    expect(value.ports[1].port).toBe(7017);
  });

  it.each([
    ['30s', '31s'],
    ['512Mi', '513Mi'],
    ['1.3.0', '1.3.0x'],
    ['/healthz', '/healthzx'],
    [`sha256:${'0'.repeat(64)}`, `sha256:1${'0'.repeat(63)}`],
  ])('makes of the text %s another of its form', (text, other) => {
    const [field] = schemaFields(z.object({ field: z.string() }), {
      field: text,
    });
    expect(field.alternatives).toEqual([other]);
  });
});

describe('describeField', () => {
  it.each([
    [['ports', 3, 'port'], 'Port of the service.'],
    [['ports', 3, 'api'], 'Ports that it answers on.'],
    [['ports'], 'Ports that it answers on.'],
    [['scale', 'min'], undefined],
    [['nowhere', 'at', 'all'], undefined],
  ])('describes %p', (segments, description) => {
    expect(describeField(schema, segments)).toBe(description);
  });
});
