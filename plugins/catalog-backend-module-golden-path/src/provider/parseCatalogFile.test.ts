/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { parseCatalogFile } from './parseCatalogFile';

const entity = (name: string) =>
  `apiVersion: backstage.io/v1alpha1\nkind: Component\nmetadata:\n  name: ${name}\nspec: {}\n`;

describe('parseCatalogFile', () => {
  it('reads every document', () => {
    const { entities } = parseCatalogFile(
      `# a comment\n${entity('cart')}---\n${entity('coupons')}---\n`,
    );
    expect(entities?.map(({ metadata }) => metadata.name)).toEqual([
      'cart',
      'coupons',
    ]);
  });

  it('takes a value with the syntax of templates or YAML as it is written', () => {
    const { entities } = parseCatalogFile(
      `${entity('cart')}  # end\n`.replace(
        'spec: {}',
        'spec: {title: "{{ now }} ${{ x }} *a &b"}',
      ),
    );
    expect(entities?.[0].spec).toEqual({ title: '{{ now }} ${{ x }} *a &b' });
  });

  it.each([
    ['a line that is no YAML', `${entity('cart')}a: b: c\n`, 6],
    ['a second document without a name', `${entity('cart')}---\nkind: X\n`, 7],
    ['a text', 'only words\n', 1],
    [
      'aliases of aliases',
      `a: &a [1,2,3,4,5,6,7,8,9]\nb: &b [*a,*a,*a,*a,*a,*a,*a,*a,*a]\nc: &c [*b,*b,*b,*b,*b,*b,*b,*b,*b]\nd: [*c,*c,*c,*c]\n`,
      1,
    ],
  ])('names the line of %s', (_, text, line) => {
    const { entities, fault } = parseCatalogFile(text);
    expect(entities).toBeUndefined();
    expect(fault).toEqual({
      line,
      message: expect.stringMatching(/^.{10,300}$/),
    });
  });
});
