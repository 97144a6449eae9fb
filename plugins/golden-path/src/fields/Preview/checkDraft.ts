/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { ApiHolder } from '@backstage/core-plugin-api';
import { isBlocking } from '@openpolicy/plugin-golden-path-common';
import { describeError, statusOf } from '../../api/errors';
import { GoldenPathApi, goldenPathApiRef } from '../../api/GoldenPathApi';
import { DraftValues, textOf } from '../fieldProps';
import { hasErrors } from './summary';

/**
 * The last check before the review: the server looks at the whole draft, then keeps
 * the port until the task takes it. Of a change of a service that is there, the browser
 * knows as much as the server: what the preview found is enough.
 *
 * @param summary - what the preview showed, as `summaryOf` has it
 *
 * @internal
 */
export async function checkDraft(
  summary: unknown,
  field: { addError(message: string): void },
  context: { apiHolder: ApiHolder; formData: DraftValues },
): Promise<void> {
  const api = context.apiHolder.get(goldenPathApiRef);
  const { formData } = context;
  if (textOf(formData, 'entityRef')) {
    if (hasErrors(summary)) {
      field.addError(
        'The change breaks a rule: see the findings of the preview. Go back and mend it.',
      );
    }
    return;
  }
  if (!api) {
    return;
  }
  try {
    const { findings } = await api.validate(formData);
    const blocking = findings.filter(isBlocking);
    for (const { ruleId, message, fix } of blocking) {
      field.addError(`${ruleId}: ${message}. ${fix}`);
    }
    if (blocking.length > 0) {
      return;
    }
  } catch (error) {
    field.addError(`The draft could not be checked: ${describeError(error)}`);
    return;
  }
  await keepPort(api, formData, field);
}

async function keepPort(
  api: GoldenPathApi,
  values: DraftValues,
  field: { addError(message: string): void },
): Promise<void> {
  const system = textOf(values, 'system');
  const service = textOf(values, 'name');
  const { port } = values;
  if (!system || !service || typeof port !== 'number') {
    return;
  }
  try {
    await api.reservePort(system, { service, port });
  } catch (error) {
    // Anything else than a no is tried again by the task.
    if ([403, 409].includes(statusOf(error) ?? 0)) {
      field.addError(`The port is not yours: ${describeError(error)}`);
    }
  }
}
