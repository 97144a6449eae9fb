/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { SseParser } from './SseParser';

describe('SseParser', () => {
  it.each([
    ['LF', 'event: a\ndata: 1\n\n'],
    ['CRLF', 'event: a\r\ndata: 1\r\n\r\n'],
    ['CR', 'event: a\rdata: 1\r\r:x\n'],
    ['a byte order mark', '\uFEFFevent: a\ndata: 1\n\n'],
    ['comments and unknown fields', ': hi\nid: 7\nevent: a\ndata: 1\n\n'],
    ['no space behind the colon', 'event:a\ndata:1\n\n'],
  ])('reads an event with %s', (_, text) => {
    expect(new SseParser().push(text)).toEqual([{ event: 'a', data: '1' }]);
  });

  it('gives the same events however the stream is cut', () => {
    const text = 'event: a\r\ndata: one\r\ndata: two\r\n\r\ndata: three\n\n';
    for (let cut = 0; cut <= text.length; cut++) {
      const parser = new SseParser();
      const events = [
        ...parser.push(text.slice(0, cut)),
        ...parser.push(text.slice(cut)),
      ];
      expect(events).toEqual([
        { event: 'a', data: 'one\ntwo' },
        { event: 'message', data: 'three' },
      ]);
    }
  });

  it('gives no event without data, and none that is not complete', () => {
    expect(new SseParser().push('event: a\n\ndata: half\n')).toEqual([]);
  });
});
