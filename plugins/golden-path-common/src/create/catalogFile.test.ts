/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { Entity } from '@backstage/catalog-model';
import { parse } from 'yaml';
import { catalogFile, isCatalogFile } from './catalogFile';

const SOURCE = 'url:https://git.example.com/shop/coupons';

function entityWith(annotations?: Record<string, string>): Entity {
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Component',
    metadata: { name: 'coupons', annotations },
    spec: { type: 'service' },
  };
}

function annotationsIn(entity: Entity) {
  return parse(catalogFile(entity)).metadata.annotations;
}

describe('catalogFile', () => {
  it.each(['dir:.', 'dir:./', 'dir:'])(
    'looks for pages of %s where the source is',
    reference => {
      const entity = entityWith({
        'backstage.io/techdocs-ref': reference,
        'backstage.io/source-location': SOURCE,
        'argocd/app-name': 'coupons',
      });
      expect(annotationsIn(entity)).toEqual({
        'backstage.io/techdocs-ref': SOURCE,
        'backstage.io/source-location': SOURCE,
        'argocd/app-name': 'coupons',
      });
    },
  );

  it.each([
    ['dir:.', undefined],
    ['dir:.', 'file:/srv/coupons/'],
    ['dir:./pages', SOURCE],
  ])('has no pages of %s with the source %s', (reference, source) => {
    const rest = {
      'argocd/app-name': 'coupons',
      ...(source && { 'backstage.io/source-location': source }),
    };
    expect(
      annotationsIn(
        entityWith({ 'backstage.io/techdocs-ref': reference, ...rest }),
      ),
    ).toEqual(rest);
  });

  it('keeps pages that are elsewhere, and is the same again for what it wrote', () => {
    const entity = entityWith({
      'backstage.io/techdocs-ref': 'url:https://git.example.com/shop/pages',
      'backstage.io/source-location': SOURCE,
    });
    expect(annotationsIn(entity)).toEqual(entity.metadata.annotations);
    const text = catalogFile(
      entityWith({
        'backstage.io/techdocs-ref': 'dir:.',
        'backstage.io/source-location': SOURCE,
      }),
    );
    expect(catalogFile(parse(text))).toBe(text);
  });

  it('needs no annotations', () => {
    expect(annotationsIn(entityWith())).toBeUndefined();
  });
});

describe('isCatalogFile', () => {
  const entity = entityWith({
    'backstage.io/techdocs-ref': 'dir:.',
    'backstage.io/source-location': SOURCE,
  });
  const text = catalogFile(entity);

  it('knows its own text, and that of releases that kept dir:.', () => {
    expect(isCatalogFile(text, entity)).toBe(true);
    const old = text.replace(`techdocs-ref: ${SOURCE}`, 'techdocs-ref: dir:.');
    expect(old).not.toBe(text);
    expect(isCatalogFile(old, entity)).toBe(true);
  });

  it('does not know what somebody else wrote', () => {
    expect(isCatalogFile(`${text}# mine\n`, entity)).toBe(false);
    expect(
      isCatalogFile(text.replace('type: service', 'type: website'), entity),
    ).toBe(false);
  });
});
