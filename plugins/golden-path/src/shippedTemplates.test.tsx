/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import {
  serviceDraftSchema,
  UpgradePlan,
} from '@openpolicy/plugin-golden-path-common';
import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { anUpgrade, FakeGoldenPathApi } from './__fixtures__';
import { FormPage, renderForm } from './__testUtils__/renderForm';

/** Fields that the scaffolder brings; here a line of text stands for each. */
const FOREIGN = ['MyGroupsPicker', 'EntityPicker', 'OwnerPicker'];

function withoutForeignFields(schema: unknown): unknown {
  if (Array.isArray(schema)) {
    return schema.map(withoutForeignFields);
  }
  if (typeof schema !== 'object' || schema === null) {
    return schema;
  }
  return Object.fromEntries(
    Object.entries(schema)
      .filter(([key, value]) => key !== 'ui:field' || !FOREIGN.includes(value))
      .map(([key, value]) => [key, withoutForeignFields(value)]),
  );
}

const FOLDER = join(__dirname, '../../../templates');

const TEMPLATES = readdirSync(FOLDER, { withFileTypes: true })
  .filter(entry => entry.isDirectory())
  .map(({ name }) => name);

function pagesOf(template: string): FormPage[] {
  const file = join(FOLDER, template, 'template.yaml');
  const { spec } = parse(readFileSync(file, 'utf8'));
  return spec.parameters.map(({ title, ...schema }: FormPage['schema']) => ({
    title,
    schema: withoutForeignFields(schema),
  }));
}

async function passPages(pages: FormPage[]) {
  for (let page = 1; page < pages.length; page++) {
    await userEvent.click(await screen.findByRole('button', { name: 'Next' }));
    await screen.findByRole('button', { name: /^(Next|Review)$/ });
  }
  await screen.findByTestId('preview');
  await userEvent.click(screen.getByRole('button', { name: 'Review' }));
  await userEvent.click(await screen.findByRole('button', { name: 'Create' }));
}

describe('the templates that this repository ships', () => {
  // Nobody could leave the page otherwise.
  it.each(TEMPLATES)(
    '%s: each page requires only what it asks for',
    template => {
      const pages = pagesOf(template);
      expect(pages.length).toBeGreaterThan(0);
      for (const { schema } of pages) {
        const { required = [], properties } = schema as {
          required?: string[];
          properties: object;
        };
        expect(Object.keys(properties)).toEqual(
          expect.arrayContaining(required),
        );
      }
    },
  );

  it('make a service of the fewest answers', async () => {
    const pages = pagesOf('service');
    const { api, onCreate } = renderForm({
      pages,
      values: {
        name: 'coupons',
        description: 'Takes something off the price.',
        owner: 'group:default/shop-team',
        system: 'system:default/shop',
        dependencies: [],
      },
    });
    await passPages(pages);
    await waitFor(() => expect(onCreate).toHaveBeenCalledTimes(1));
    const [[values]] = onCreate.mock.calls;
    expect(serviceDraftSchema.parse(values)).toMatchObject({
      name: 'coupons',
      port: 7000,
      scale: { min: 2, max: 5 },
    });
    expect(values.preview).toMatch(/, 0 errors, /);
    expect(api.asked).toContainEqual({
      what: 'reservation',
      with: {
        systemRef: 'system:default/shop',
        service: 'coupons',
        port: 7000,
      },
    });
  });

  it('change a service that is there', async () => {
    const pages = pagesOf('change-service');
    const api = new FakeGoldenPathApi();
    const { onCreate } = renderForm({
      api,
      pages,
      values: {
        entityRef: 'component:default/cart',
        scale: { min: 3, max: 7 },
      },
    });
    await passPages(pages);
    await waitFor(() => expect(onCreate).toHaveBeenCalledTimes(1));
    const [[values]] = onCreate.mock.calls;
    expect(values).toMatchObject({
      entityRef: 'component:default/cart',
      environment: 'dev',
      scale: { min: 3, max: 7 },
    });
    expect(values.preview).toMatch(/, 0 errors, /);
    expect(api.asked.map(({ what }) => what)).not.toContain('reservation');
  });

  it('let no change pass that breaks a rule', async () => {
    const pages = pagesOf('change-service');
    renderForm({
      pages,
      values: {
        entityRef: 'component:default/cart',
        // The tries take longer.
        traffic: { timeout: '7s' },
      },
    });
    for (let page = 1; page < pages.length; page++) {
      const next = await screen.findByRole('button', { name: 'Next' });
      await userEvent.click(next);
      await screen.findByRole('button', { name: /^(Next|Review)$/ });
    }
    await screen.findByTestId('preview');
    await userEvent.click(screen.getByRole('button', { name: 'Review' }));
    expect(
      (await screen.findAllByText(/The change breaks a rule/))[0],
    ).toBeInTheDocument();
    expect(screen.queryByRole('button', { name: 'Create' })).toBeNull();
  });

  it('upgrade a service that an older golden path made', async () => {
    const pages = pagesOf('upgrade-service');
    let worksOut: (plan: UpgradePlan) => void = () => {};
    const { onCreate } = renderForm({
      pages,
      api: new FakeGoldenPathApi({
        upgrade: () =>
          new Promise(resolve => {
            worksOut = resolve;
          }),
      }),
      values: { entityRef: 'component:default/cart' },
    });
    await userEvent.click(await screen.findByRole('button', { name: 'Next' }));
    const review = await screen.findByRole('button', { name: 'Review' });
    await userEvent.click(review);
    expect(screen.queryByRole('button', { name: 'Create' })).toBeNull();
    worksOut(anUpgrade());
    await screen.findByTestId('upgrade');
    await userEvent.click(review);
    await userEvent.click(
      await screen.findByRole('button', { name: 'Create' }),
    );
    expect(onCreate.mock.calls[0][0]).toEqual({
      entityRef: 'component:default/cart',
      environment: 'dev',
      upgrade: null,
    });
  });
});
