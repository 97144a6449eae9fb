/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import {
  Finding,
  lintObjects,
  LintOptions,
  lintScript,
  lintWorkflow,
  Manifest,
} from '@openpolicy/plugin-golden-path-common';
import { parse } from 'yaml';
import { Corpus, ObjectDocument } from '../corpus/buildCorpus';
import { Judge, JudgeFinding } from '../types';

/**
 * Our own linter: how objects fit together, which no schema sees. It is shown each
 * service by itself, so that none lives on what belongs to another, and each tree as
 * a whole; and workflows, and pages that tell people what to type.
 */
export const linter: Judge = {
  name: 'linter',
  what: 'selectors, ports, references and queries that agree with each other',
  needs: [],
  async run({ corpus, work }) {
    return work(async () => {
      const groups = groupObjects(corpus);
      const pages = corpus.files.other.filter(({ path }) => /\.md$/.test(path));
      return {
        checked:
          corpus.objects.length + corpus.files.workflow.length + pages.length,
        unit: 'documents',
        findings: [
          ...once(groups.flatMap(lintGroup)),
          ...corpus.files.workflow.flatMap(({ content, places }) =>
            lintWorkflow(parse(content)).map(toFindingAt(places)),
          ),
          ...pages.flatMap(({ content, places }) =>
            lintScript(content).map(toFindingAt(places)),
          ),
        ],
      };
    });
  },
};

/** Objects that are linted together. */
interface LintGroup {
  objects: readonly ObjectDocument[];
  surroundings?: LintOptions;
}

function groupObjects(corpus: Corpus): LintGroup[] {
  const trees = new Map<string, LintGroup>();
  for (const { tree, surroundings } of corpus.sets) {
    if (trees.has(tree)) continue;
    const objects = corpus.objects.filter(({ trees: own }) =>
      own.includes(tree),
    );
    trees.set(tree, { objects, surroundings });
  }
  const services = corpus.sets
    .filter(({ service }) => service !== undefined)
    .map(({ id, surroundings }) => ({
      objects: corpus.objectsOf.get(id) ?? [],
      surroundings,
    }));
  return [...trees.values(), ...services];
}

/** What was found, with the object that has it. */
type ObjectFinding = [object: ObjectDocument, finding: JudgeFinding];

function lintGroup({ objects, surroundings }: LintGroup): ObjectFinding[] {
  const manifests = objects.map(({ value }) => value as Manifest);
  return lintObjects(manifests, surroundings).map(finding => {
    const object = objects[finding.position];
    const message = withoutNames(finding.message, finding.object.name);
    return [object, toFinding(finding, message, object.places)];
  });
}

/**
 * A message without what differs between objects with the same fault: the name,
 * alerts that begin with it, positions in lists.
 */
export function withoutNames(message: string, name: string): string {
  const pascal = name
    .split('-')
    .map(word => word.charAt(0).toLocaleUpperCase('en-US') + word.slice(1))
    .join('');
  return message
    .replaceAll(`'${name}'`, "'…'")
    .replaceAll(`'${pascal}`, "'…")
    .replace(/\[\d+\]/g, '[…]');
}

/** The same object is in several groups. */
function once(findings: readonly ObjectFinding[]): JudgeFinding[] {
  const byKey = new Map<string, JudgeFinding>();
  for (const [{ id }, finding] of findings) {
    byKey.set(`${id} ${finding.message}`, finding);
  }
  return [...byKey.values()];
}

function toFindingAt(places: string[]) {
  return (finding: Finding) => toFinding(finding, finding.message, places);
}

/** What is only for whoever looks counts as a warning here: nobody looks. */
function toFinding(
  { ruleId, severity }: Finding,
  message: string,
  places: string[],
): JudgeFinding {
  return {
    severity: severity === 'error' ? 'error' : 'warning',
    places,
    message: `${ruleId}: ${message}`,
  };
}
