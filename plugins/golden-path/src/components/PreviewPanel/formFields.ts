/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

/** Key of a page's title among the texts. */
export type PageName = 'name' | 'how' | 'talks' | 'traffic' | 'alerts';

/** Where the fields of a draft stand in the template. */
const PAGES: Record<string, PageName> = {
  name: 'name',
  title: 'name',
  description: 'name',
  owner: 'name',
  system: 'name',
  lifecycle: 'name',
  language: 'name',
  tier: 'name',
  port: 'how',
  health: 'how',
  scale: 'how',
  resources: 'how',
  env: 'how',
  dependencies: 'talks',
  exposed: 'traffic',
  traffic: 'traffic',
  rollout: 'traffic',
  slo: 'alerts',
  alerts: 'alerts',
};

/** @internal */
export function pageOf(field: string): PageName | undefined {
  return PAGES[topOf(field)];
}

/** `dependencies` of `dependencies[1].timeout`. @internal */
export function topOf(field: string): string {
  return field.replace(/[[.].*$/, '');
}

/**
 * Moves to a field of the page that is open, or to the nearest one above it.
 *
 * @returns whether the page has it
 * @internal
 */
export function focusField(field: string): boolean {
  const segments = field.replace(/\]/g, '').split(/[[.]/);
  for (let length = segments.length; length > 0; length--) {
    const id = ['root', ...segments.slice(0, length)].join('_');
    const element =
      document.getElementById(id) ??
      // A section has no element of its own; its first field stands for it.
      document.querySelector<HTMLElement>(`[id^="${CSS.escape(id)}_"]`);
    if (element) {
      const target = element.matches('input, button, select, textarea')
        ? element
        : element.querySelector<HTMLElement>(
            'input, button, select, textarea, [tabindex="0"]',
          ) ?? element;
      target.scrollIntoView?.({ block: 'center' });
      target.focus();
      return true;
    }
  }
  return false;
}
