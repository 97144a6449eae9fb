/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { axe, toHaveNoViolations } from 'jest-axe';
import {
  aCatalog,
  aDelivery,
  aDraft,
  FakeGoldenPathApi,
  refusal,
} from '../../__fixtures__';
import { FormPage, renderForm } from '../../__testUtils__/renderForm';

expect.extend(toHaveNoViolations);

/** The pages of a template as short as they may be. */
const SERVICE: FormPage = {
  title: 'Service',
  schema: {
    'ui:field': 'GoldenPathPage',
    properties: {
      name: { type: 'string', title: 'Name', 'ui:field': 'GoldenPathName' },
      title: { type: 'string', title: 'Title' },
      scale: {
        type: 'object',
        title: 'Scale',
        properties: { min: { type: 'integer', title: 'Fewest pods' } },
      },
    },
  },
};
const REVIEW: FormPage = {
  title: 'Preview',
  schema: {
    properties: {
      preview: {
        type: 'string',
        title: 'Preview',
        'ui:field': 'GoldenPathPreview',
      },
    },
  },
};

const preview = () => screen.findByTestId('preview');
const content = () => screen.findByTestId('preview-content');
const choose = async (name: string | RegExp) =>
  userEvent.click(await screen.findByRole('option', { name }));
const review = () => screen.getByRole('button', { name: 'Review' });

describe('the preview beside a page', () => {
  it('shows all files from the first page on, with placeholders for what is missing', async () => {
    renderForm({ pages: [SERVICE] });
    expect(await preview()).toHaveTextContent(
      'Not filled in yet, shown with placeholders: name, owner, system, language, port.',
    );
    const files = within(await screen.findByTestId('preview-files'));
    for (const title of ['Service repository', 'GitOps repository, dev']) {
      expect(files.getByRole('group', { name: title })).toBeInTheDocument();
    }
    expect(await content()).toHaveTextContent('port: 7000');
  });

  it('renders anew as one types, and keeps the file that is open', async () => {
    renderForm({ pages: [SERVICE], values: aDraft() });
    await choose('services/coupons/deployment.yaml, new');
    expect(await content()).toHaveTextContent('name: coupons');
    const name = screen.getByRole('textbox', { name: /Name/ });
    await userEvent.clear(name);
    await userEvent.type(name, 'vouchers');
    await waitFor(async () =>
      expect(await content()).toHaveTextContent('name: vouchers'),
    );
    expect(await content()).toHaveAccessibleName(
      'services/vouchers/deployment.yaml',
    );
  });

  it('leaves the last good files while a value is half typed', async () => {
    renderForm({ pages: [SERVICE], values: aDraft() });
    await choose('service.yaml, new');
    const name = screen.getByRole('textbox', { name: /Name/ });
    await userEvent.clear(name);
    await userEvent.type(name, 'cart');
    expect(
      await screen.findByText(/these are the files as they were before/),
    ).toBeInTheDocument();
    expect(await content()).toBeInTheDocument();
  });

  it('leads from a finding to its field', async () => {
    renderForm({ pages: [SERVICE], values: aDraft({ name: 'cart' }) });
    const finding = await screen.findByTestId('preview-finding');
    expect(finding).toHaveTextContent(/Error GP-CREATE-001: .+ already\./);
    await userEvent.click(
      within(finding).getByRole('button', { name: 'Go to name' }),
    );
    expect(screen.getByRole('textbox', { name: /Name/ })).toHaveFocus();
  });

  it('leads to a field within a section', async () => {
    renderForm({ pages: [SERVICE], values: aDraft({ scale: { min: 70 } }) });
    const [finding] = await screen.findAllByTestId('preview-finding');
    await userEvent.click(
      within(finding).getByRole('button', { name: /Go to scale/ }),
    );
    expect(
      screen.getByRole('spinbutton', { name: 'Fewest pods' }),
    ).toHaveFocus();
  });

  it('names the page of a field that is elsewhere', async () => {
    renderForm({ pages: [SERVICE], values: aDraft({ port: 7001 }) });
    expect(
      await screen.findByText("Field 'port', page 'How it runs'"),
    ).toBeInTheDocument();
  });

  it('shows the repository that the portal delivers to, whatever the catalog says', async () => {
    renderForm({
      pages: [SERVICE],
      values: aDraft(),
      api: new FakeGoldenPathApi({
        deliveries: async () =>
          aDelivery({ repository: 'http://127.0.0.1:7041/copy.git' }),
      }),
    });
    expect(
      await screen.findByText(
        'dev is delivered from http://127.0.0.1:7041/copy.git, branch main.',
      ),
    ).toBeInTheDocument();
    await choose('argocd/application-coupons.yaml, new');
    await waitFor(async () =>
      expect(await content()).toHaveTextContent(
        'repoURL: http://127.0.0.1:7041/copy.git',
      ),
    );
    await userEvent.selectOptions(
      screen.getByRole('combobox', { name: 'Environment' }),
      'live',
    );
    await screen.findByRole('group', { name: 'GitOps repository, live' });
    await choose('argocd/application-coupons.yaml, new');
    await waitFor(async () =>
      expect(await content()).toHaveTextContent(
        'repoURL: https://git.example.com/shop/deploy.git',
      ),
    );
  });

  it('shows what the catalog says if nobody knows where it is delivered', async () => {
    renderForm({
      pages: [SERVICE],
      values: aDraft(),
      api: new FakeGoldenPathApi({
        deliveries: async () => {
          throw refusal(503, 'The catalog does not answer.');
        },
      }),
    });
    expect(
      await screen.findByText(
        /Where it is delivered is shown as the catalog says: The catalog does not answer\./,
      ),
    ).toBeInTheDocument();
    await choose('argocd/application-coupons.yaml, new');
    expect(await content()).toHaveTextContent(
      'repoURL: https://git.example.com/shop/deploy.git',
    );
  });

  it('shows another environment when asked to', async () => {
    renderForm({ pages: [SERVICE], values: aDraft() });
    await userEvent.selectOptions(
      await screen.findByRole('combobox', { name: 'Environment' }),
      'live',
    );
    expect(
      await screen.findByRole('group', { name: 'GitOps repository, live' }),
    ).toBeInTheDocument();
  });

  it('chooses files with the keyboard', async () => {
    renderForm({ pages: [SERVICE], values: aDraft() });
    const files = await screen.findByTestId('preview-files');
    files.focus();
    await userEvent.keyboard('{Home}');
    const [first, second] = within(files).getAllByRole('option');
    expect(first).toHaveAttribute('aria-selected', 'true');
    await userEvent.keyboard('{ArrowDown}');
    expect(second).toHaveAttribute('aria-selected', 'true');
    expect(files).toHaveAttribute('aria-activedescendant', second.id);
  });

  it('copies a file', async () => {
    const user = userEvent.setup();
    const write = jest.spyOn(navigator.clipboard, 'writeText');
    renderForm({ pages: [SERVICE], values: aDraft() });
    await screen.findByTestId('preview-content');
    await user.click(screen.getByRole('button', { name: 'Copy the file' }));
    expect(write).toHaveBeenCalledWith(expect.stringContaining('port: 7011'));
    expect(
      await screen.findByRole('button', { name: 'Copied' }),
    ).toBeInTheDocument();
  });

  it('draws the beginning of a long file until more is asked for', async () => {
    renderForm({ pages: [SERVICE], values: aDraft() });
    await choose(/dashboard\.yaml/);
    await waitFor(async () =>
      expect((await content()).querySelectorAll('[data-line]')).toHaveLength(
        300,
      ),
    );
    await userEvent.click(
      screen.getByRole('button', { name: /Show all \d+ lines/ }),
    );
    expect(
      (await content()).querySelectorAll('[data-line]').length,
    ).toBeGreaterThan(300);
  });

  it('shows what a change of a service that is there changes', async () => {
    renderForm({
      pages: [SERVICE],
      values: {
        entityRef: 'component:default/cart',
        scale: { min: 3, max: 7 },
      },
    });
    await choose('services/cart/horizontalpodautoscaler.yaml, changed');
    expect(
      screen.getByRole('region', { name: 'What will change' }),
    ).toBeInTheDocument();
    const view = await content();
    await waitFor(() =>
      expect(
        [...view.querySelectorAll('[data-kind="added"]')].map(
          line => line.textContent,
        ),
      ).toContain('+   minReplicas: 3\n'),
    );
    expect(
      [...view.querySelectorAll('[data-kind="deleted"]')].map(
        line => line.textContent,
      ),
    ).toContain('-   minReplicas: 2\n');
    expect(view).toHaveTextContent(/lines unchanged/);
  });

  it('shows the change of its spec with the comments of its owners', async () => {
    renderForm({
      pages: [SERVICE],
      values: {
        entityRef: 'component:default/cart',
        scale: { min: 3, max: 5 },
      },
    });
    await choose('service.yaml, changed');
    const view = await content();
    expect(view).toHaveTextContent(/# Mind the queue\./);
    expect(view.querySelector('[data-kind="added"]')).toHaveTextContent(
      '+ min: 3',
    );
  });

  it('shows the static files of the template in the chosen language', async () => {
    const { api } = renderForm({
      pages: [SERVICE],
      values: aDraft({ language: 'go' }),
    });
    expect(
      await screen.findByRole('option', { name: 'src/main.go, new' }),
    ).toBeInTheDocument();
    expect(api.asked.filter(({ what }) => what !== 'deliveries')).toEqual([
      {
        what: 'skeleton',
        with: { templateRef: 'template:default/service', language: 'go' },
      },
    ]);
  });

  it('shows the rest when the static files cannot be read', async () => {
    const api = new FakeGoldenPathApi({
      skeleton: async () => {
        throw refusal(503, 'Down.');
      },
    });
    renderForm({ api, pages: [SERVICE], values: aDraft() });
    expect(
      await screen.findByText(/repository are missing here: Down\./),
    ).toBeInTheDocument();
    expect(
      await screen.findByRole('option', { name: 'service.yaml, new' }),
    ).toBeInTheDocument();
    api.skeleton = async () => [{ path: 'src/main.ts', content: 'main\n' }];
    await userEvent.click(screen.getByRole('button', { name: 'Try again' }));
    expect(
      await screen.findByRole('option', { name: 'src/main.ts, new' }),
    ).toBeInTheDocument();
  });

  it('says what is wrong when the catalog cannot be read', async () => {
    renderForm({
      pages: [SERVICE],
      values: aDraft(),
      catalogApi: {
        getEntities: async () => {
          throw refusal(500, 'Down.');
        },
      } as never,
    });
    expect(
      (await screen.findAllByText(/The catalog cannot be read: Down\./)).length,
    ).toBeGreaterThan(0);
    expect(screen.getByRole('textbox', { name: 'Title' })).toBeEnabled();
  });

  it.each([
    ['with files', aDraft()],
    ['with findings', aDraft({ port: 7001 })],
    ['of a change', { entityRef: 'component:default/cart', tier: 1 }],
    ['without files', aDraft({ system: 'system:default/none' })],
  ])('has no accessibility fault %s', async (_, values) => {
    const { container } = renderForm({ pages: [SERVICE], values });
    await preview();
    await screen.findAllByText(/Findings \(/);
    expect(await axe(container)).toHaveNoViolations();
  });
});

describe('the preview as a field', () => {
  it('checks the whole draft and keeps the port before the review', async () => {
    const { api, onCreate } = renderForm({
      pages: [REVIEW],
      values: aDraft(),
    });
    await preview();
    await userEvent.click(review());
    await userEvent.click(
      await screen.findByRole('button', { name: 'Create' }),
    );
    // Where it is delivered is asked at any time before.
    const asked = api.asked.filter(({ what }) => what !== 'deliveries');
    expect(asked.map(({ what }) => what)).toEqual([
      'skeleton',
      'validation',
      'reservation',
    ]);
    expect(asked[1].with).toMatchObject({ name: 'coupons', port: 7011 });
    expect(asked[2].with).toEqual({
      systemRef: 'system:default/shop',
      service: 'coupons',
      port: 7011,
    });
    expect(onCreate).toHaveBeenCalledWith(
      expect.objectContaining({
        preview: expect.stringMatching(/^\d+ files, 0 errors, 1 warning$/),
      }),
    );
  });

  it.each([
    [
      'the server finds an error',
      {
        findings: async () => [
          {
            ruleId: 'GP-CREATE-006',
            severity: 'error' as const,
            entityRef: 'component:default/coupons',
            path: 'metadata.name',
            message: 'The repository exists already',
            fix: 'Choose another name.',
            docs: '',
          },
        ],
      },
      'GP-CREATE-006: The repository exists already. Choose another name.',
    ],
    [
      'somebody else has the port',
      {
        reservation: async () => {
          throw refusal(409, "7011 is reserved for 'cart'.");
        },
      },
      "The port is not yours: 7011 is reserved for 'cart'.",
    ],
    [
      'the server does not answer',
      {
        findings: async () => {
          throw refusal(503, 'Down.');
        },
      },
      'The draft could not be checked: Down.',
    ],
  ])('stays on the page when %s', async (_, state, text) => {
    renderForm({
      api: new FakeGoldenPathApi(state),
      pages: [REVIEW],
      values: aDraft(),
    });
    await preview();
    await userEvent.click(review());
    expect(
      (await screen.findAllByText(new RegExp(text))).length,
    ).toBeGreaterThan(0);
    expect(
      screen.queryByRole('button', { name: 'Create' }),
    ).not.toBeInTheDocument();
  });

  it('is checked too where the template gives it no type', async () => {
    const { api, onCreate } = renderForm({
      pages: [
        {
          title: 'Preview',
          schema: {
            properties: {
              preview: { type: 'null', 'ui:field': 'GoldenPathPreview' },
            },
          },
        },
      ],
      values: aDraft(),
    });
    await preview();
    await userEvent.click(review());
    await userEvent.click(
      await screen.findByRole('button', { name: 'Create' }),
    );
    expect(api.asked.map(({ what }) => what)).toContain('validation');
    expect(onCreate).toHaveBeenCalledWith(
      expect.objectContaining({ preview: null }),
    );
  });

  it('lets warnings pass, and a reservation that fails for other reasons', async () => {
    renderForm({
      api: new FakeGoldenPathApi({
        reservation: async () => {
          throw refusal(500, 'Down.');
        },
      }),
      entities: aCatalog(),
      pages: [REVIEW],
      values: aDraft(),
    });
    await preview();
    await userEvent.click(review());
    expect(
      await screen.findByRole('button', { name: 'Create' }),
    ).toBeInTheDocument();
  });
});
