/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { NOTICE_LOOKS } from '../../status';
import { serviceHealthTranslationRef } from '../../translation';
import { Notice } from './Notice';
import { SourceNotice } from './presentCard';

/**
 * One remark for each source that is not live: reason, next step, age of the last good data, time to the next attempt.
 *
 * @internal
 */
export function SourceNotices({ notices }: { notices: SourceNotice[] }) {
  const { t } = useTranslationRef(serviceHealthTranslationRef);
  return (
    <>
      {notices.map(notice => (
        <Notice
          key={notice.id}
          look={NOTICE_LOOKS[notice.look]}
          title={notice.title}
        >
          {[
            notice.text,
            notice.lastGoodAge &&
              t('card.lastGood', { age: notice.lastGoodAge }),
            notice.retryIn &&
              (notice.retryIn === '0 s'
                ? t('card.nextTryNow')
                : t('card.nextTryIn', { duration: notice.retryIn })),
          ]
            .filter(Boolean)
            .join(' ')}
        </Notice>
      ))}
    </>
  );
}
