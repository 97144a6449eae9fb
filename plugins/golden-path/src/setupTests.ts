/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import '@testing-library/jest-dom';
import { configure } from '@testing-library/react';

// jsdom has no layout; the stepper scrolls to the top of each page.
window.scrollTo = () => {};

// What a test waits for decides how long it takes, not a clock: a second is short on a machine that does more than this.
configure({ asyncUtilTimeout: 20_000 });
jest.setTimeout(60_000);
