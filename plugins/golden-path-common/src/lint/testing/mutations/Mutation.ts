/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

/** The rule's number, what is broken, and how. */
export type Mutation = [
  ruleId: string,
  what: string,
  mutate: (o: Objects) => void,
];

/** An object without the types that a mutation breaks. */
export type Loose = any;

/** The objects of a mutation. */
export class Objects {
  constructor(readonly all: Loose[]) {}

  get(kind: string, name: string): Loose {
    const found = this.all.find(
      object => object.kind === kind && object.metadata.name.startsWith(name),
    );
    if (!found) {
      throw new Error(`There is no ${kind} '${name}'.`);
    }
    return found;
  }

  /** Adds a copy under another name. */
  copy(kind: string, name: string): Loose {
    const copy = structuredClone(this.get(kind, name));
    copy.metadata.name = 'copy';
    this.all.push(copy);
    return copy;
  }

  remove(kind: string, name: string): void {
    this.all.splice(this.all.indexOf(this.get(kind, name)), 1);
  }

  /** The pod's spec of a workload. */
  pod(kind: string, name: string): Loose {
    return this.get(kind, name).spec.template.spec;
  }

  config(): Loose {
    return this.get('ConfigMap', 'checkout-config').data;
  }

  /** Rules of a service whose alert or record has a name. */
  rules(name: string, service = 'checkout'): Loose[] {
    return this.get('PrometheusRule', service)
      .spec.groups.flatMap((group: Loose) => group.rules)
      .filter((rule: Loose) => (rule.alert ?? rule.record) === name);
  }
}

/** Changes a text in expressions, and fails if it is not there. */
export function replaceIn(rules: Loose[], from: string, to: string): void {
  if (!rules.some(({ expr }) => expr.includes(from))) {
    throw new Error(`No expression has '${from}'.`);
  }
  for (const rule of rules) {
    rule.expr = rule.expr.replaceAll(from, to);
  }
}
