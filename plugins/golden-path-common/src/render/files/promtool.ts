/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { ruleSuites, suiteFile } from '../../alerts/promtool';
import { serviceRules } from '../../alerts/serviceRules';
import { FileKind, RenderContext } from '../types';
import { documentFile } from './lazyFile';

/**
 * The rules of a service as Prometheus itself loads them, and tests that
 * `promtool test rules` runs: that alerts fire and stay quiet at the right minutes,
 * and that each value, label and text in them matters.
 *
 * @internal
 */
export const PROMTOOL_FILES: FileKind<RenderContext> = {
  name: 'tests of rules',
  render: context => {
    const { name } = context.service;
    const { subject, groups } = serviceRules(context);
    return ruleSuites(subject, groups).flatMap(suite => [
      {
        path: `promtool/${suiteFile(name, suite.name, 'rules')}`,
        document: {
          groups: suite.groups.map(group => ({
            ...group,
            rules: group.rules.map(rule => ({ ...rule })),
          })),
        },
      },
      ...suite.tests.map(test =>
        documentFile(
          `promtool/${suiteFile(name, suite.name, test.name)}`,
          () => test.document,
        ),
      ),
    ]);
  },
};
