/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { Entity } from '@backstage/catalog-model';
import { InputError } from '@backstage/errors';
import {
  Document,
  isMap,
  isScalar,
  isSeq,
  LineCounter,
  Node,
  parseDocument,
  YAMLMap,
  YAMLSeq,
} from 'yaml';
import { specHash } from '../render/provenance';
import { changedEntity } from './preview';

/** More than this is an attack by aliases of aliases, not a spec. */
const MAX_ALIASES = 100;

/** What tells two items of a list apart, and one from its later self. */
const IDENTITIES = ['ref', 'name', 'id'] as const;

/**
 * The text of `service.yaml` with what a form of changes says laid over it, as
 * `changedEntity` does to the entity. Comments, the order of keys and everything that
 * the form says nothing about stay.
 *
 * @param text - `spec.runtime` as people keep it
 * @param values - the form's values; other keys than sections are ignored
 * @returns the same text if nothing is different
 * @throws InputError with the line if the text is no YAML
 * @public
 */
export function changeSpecText(
  text: string,
  values: Readonly<Record<string, unknown>>,
): string {
  const { document, sections } = parse(text);
  const before = document.toJS({ maxAliasCount: MAX_ALIASES });
  const runtime = { spec: { runtime: before } } as unknown as Entity;
  const wanted = changedEntity(runtime, values).spec?.runtime;
  if (isSame(before, wanted)) {
    return text;
  }
  editMap(document, sections, wanted as Record<string, unknown>);
  const after = document.toString({
    lineWidth: 0,
    indentSeq: !/^( *)[^\s#-][^\n]*:\n\1- /m.test(text),
  });
  const result = parse(after).document.toJS({ maxAliasCount: MAX_ALIASES });
  if (!isSame(result, wanted)) {
    throw new InputError(
      'The portal cannot change this spec without changing something else in it. Write out its anchors (&) and aliases (*), or change it by hand.',
    );
  }
  return after;
}

function parse(text: string): { document: Document; sections: YAMLMap } {
  const lineCounter = new LineCounter();
  const document = parseDocument(text, { lineCounter, prettyErrors: false });
  const [error] = document.errors;
  if (error) {
    throw new InputError(
      `The spec is no YAML: line ${
        lineCounter.linePos(error.pos[0]).line
      }: ${error.message.replace(/\s+/g, ' ')}. Mend it there first.`,
    );
  }
  const { contents } = document;
  if (!isMap(contents)) {
    throw new InputError('The spec is no map of sections.');
  }
  return { document, sections: contents as YAMLMap };
}

function editMap(
  document: Document,
  map: YAMLMap,
  wanted: Readonly<Record<string, unknown>>,
): void {
  for (const [key, value] of Object.entries(wanted)) {
    const node = map.get(key, true) as Node | undefined;
    if (node === undefined || !isSame(node.toJS(document), value)) {
      map.set(key, edited(document, node, value));
    }
  }
}

/** The node with its new value, in place where it can be, so that comments stay. */
function edited(
  document: Document,
  node: Node | undefined,
  value: unknown,
): Node {
  if (isMap(node) && isObject(value)) {
    for (const key of Object.keys(node.toJS(document))) {
      if (!(key in value)) {
        node.delete(key);
      }
    }
    editMap(document, node, value);
    return node;
  }
  if (isSeq(node) && Array.isArray(value)) {
    node.items = editedItems(document, node, value);
    return node;
  }
  if (isScalar(node) && !isObject(value) && !Array.isArray(value)) {
    node.value = value;
    // Else it is written as the old number was.
    delete node.source;
    delete node.format;
    return node;
  }
  return document.createNode(value);
}

function editedItems(
  document: Document,
  list: YAMLSeq,
  wanted: readonly unknown[],
): unknown[] {
  const left = (list.items as Node[]).map(node => ({
    node,
    value: node.toJS(document) as unknown,
  }));
  const take = (isIt: (value: unknown) => boolean) => {
    const index = left.findIndex(({ value }) => isIt(value));
    return index < 0 ? undefined : left.splice(index, 1)[0].node;
  };
  // Who stayed the same keeps its node before anybody with only the same name gets it.
  const nodes = wanted.map(value => take(known => isSame(known, value)));
  return wanted.map((value, i) => {
    const identity = identityOf(value);
    const node =
      nodes[i] ??
      (identity === undefined
        ? undefined
        : take(known => identityOf(known) === identity));
    return node && isSame(node.toJS(document), value)
      ? node
      : edited(document, node, value);
  });
}

function identityOf(value: unknown): string | undefined {
  if (!isObject(value)) {
    return undefined;
  }
  const key = IDENTITIES.find(name => typeof value[name] === 'string');
  return key && `${key} ${value[key]}`;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Whatever the order of keys. */
function isSame(a: unknown, b: unknown): boolean {
  return a === b || specHash({ a }) === specHash({ a: b });
}
