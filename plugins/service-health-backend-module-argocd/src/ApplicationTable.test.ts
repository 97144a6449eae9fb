/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { ApplicationTable } from './ApplicationTable';
import { makeApplication } from './__testUtils__/applications';
import { projectApplication } from './project/application';

function at(name: string, resourceVersion: string, status: object = {}) {
  return makeApplication(name, {
    metadata: { resourceVersion },
    status: status as Record<string, unknown>,
  });
}

const bare = { resources: [{ kind: 'Service', name: 's' }] };
const judged = {
  resources: [{ kind: 'Service', name: 's', health: { status: 'Degraded' } }],
};

describe('ApplicationTable', () => {
  let table: ApplicationTable;

  beforeEach(() => {
    table = new ApplicationTable(object =>
      projectApplication(object, { instance: 'lab' }),
    );
  });

  const keysAfter = (...items: Parameters<typeof at>[]) =>
    table
      .endList(items.map(item => at(...item)))
      .map(({ data }) => data.name)
      .sort();

  it('takes a list as the whole', () => {
    table.beginList();
    expect(keysAfter(['a', '1'], ['b', '1'])).toEqual(['a', 'b']);
    table.beginList();
    expect(keysAfter(['b', '1'])).toEqual(['b']);
  });

  it('keeps what an event added while the list was under way', () => {
    table.beginList();
    table.apply({ type: 'changed', application: at('new', '5') });
    expect(keysAfter(['a', '1'])).toEqual(['a', 'new']);
  });

  it('does not bring back what an event deleted while the list was under way', () => {
    table.beginList();
    table.apply({ type: 'deleted', application: at('a', '5') });
    expect(keysAfter(['a', '1'])).toEqual([]);
  });

  it('keeps the health of resources that only events have', () => {
    table.apply({ type: 'changed', application: at('a', '7', judged) });
    table.beginList();
    const [same] = table.endList([at('a', '7', bare)]);
    expect(same.data.resources[0].health?.status).toBe('Degraded');
  });

  it('takes a newer object of the list, whose event was lost', () => {
    table.apply({ type: 'changed', application: at('a', '7', judged) });
    table.beginList();
    const [newer] = table.endList([at('a', '8', bare)]);
    expect(newer.data.resources[0].health).toBeUndefined();
  });

  it('skips what has no valid name', () => {
    const broken = { metadata: { name: '../x', namespace: 'argocd' } };
    expect(
      table.apply({ type: 'changed', application: broken }),
    ).toBeUndefined();
    table.beginList();
    expect(table.endList([broken, at('a', '1')])).toHaveLength(1);
  });
});
