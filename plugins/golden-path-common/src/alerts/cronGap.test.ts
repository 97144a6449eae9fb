/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { longestGapSeconds } from './cronGap';

const MINUTE = 60;
const HOUR = 3600;
const DAY = 24 * HOUR;

describe('longestGapSeconds', () => {
  it.each([
    ['each minute', '* * * * *', MINUTE],
    ['each quarter of an hour', '*/15 * * * *', 15 * MINUTE],
    ['at two minutes of an hour', '5,47 * * * *', 42 * MINUTE],
    ['in working hours', '0 9-17 * * *', 16 * HOUR],
    ['each night', '15 3 * * *', DAY],
    ['on working days', '15 3 * * mon-fri', 3 * DAY],
    ['on Sundays', '15 3 * * 0', 7 * DAY],
    ['once a month', '15 3 1 * *', 31 * DAY],
    ['on the 31st', '15 3 31 * *', 61 * DAY],
    ['once a year', '15 3 4 JUL *', 366 * DAY],
    ['each leap day', '15 3 29 2 *', (4 * 365 + 1) * DAY],
    ['on a day or a weekday, whichever comes', '0 0 1 * 1', 7 * DAY],
    ['on each second day and Mondays', '0 0 */2 * 1', 2 * DAY],
    ['from a minute on', '7/20 * * * *', 20 * MINUTE],
  ])('knows a schedule that runs %s', (_, schedule, seconds) => {
    expect(longestGapSeconds(schedule)).toBe(seconds);
  });

  it.each([
    ['too few fields', '15 3 * *'],
    ['a minute that there is not', '60 3 * * *'],
    ['a word', 'often 3 * * *'],
    ['a step of nothing', '*/0 3 * * *'],
    ['a day that never comes', '15 3 31 2 *'],
  ])('says nothing about %s', (_, schedule) => {
    expect(longestGapSeconds(schedule)).toBeUndefined();
  });
});
