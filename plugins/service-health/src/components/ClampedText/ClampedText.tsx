/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { useTranslationRef } from '@backstage/frontend-plugin-api';
import Link from '@material-ui/core/Link';
import { makeStyles } from '@material-ui/core/styles';
import Typography from '@material-ui/core/Typography';
import { useLayoutEffect, useRef, useState } from 'react';
import { serviceHealthTranslationRef } from '../../translation';

const LINES = 3;

const useStyles = makeStyles(
  {
    text: { overflowWrap: 'anywhere' },
    clamped: {
      display: '-webkit-box',
      '-webkit-box-orient': 'vertical',
      '-webkit-line-clamp': LINES,
      overflow: 'hidden',
    },
  },
  { name: 'ServiceHealthClampedText' },
);

/**
 * A text of upstream, which may be a page long: its first three lines, the rest on demand. The cut follows the width, so that a text that
 * fits has no button.
 *
 * @internal
 */
export function ClampedText(props: {
  text: string;
  /** Larger, for what stands alone. */
  variant?: 'body1' | 'body2';
  'data-testid'?: string;
}) {
  const { text, variant = 'body2' } = props;
  const { t } = useTranslationRef(serviceHealthTranslationRef);
  const classes = useStyles();
  const element = useRef<HTMLDivElement>(null);
  const [all, setAll] = useState(false);
  const [isCut, setIsCut] = useState(false);
  useLayoutEffect(() => {
    const measure = () => {
      const { scrollHeight = 0, clientHeight = 0 } = element.current ?? {};
      // Rounding of fractions of a pixel is no overflow.
      setIsCut(scrollHeight > clientHeight + 1);
    };
    // Unfolded, nothing overflows and the button has to stay.
    if (all || !element.current) {
      return undefined;
    }
    measure();
    if (typeof ResizeObserver === 'undefined') {
      return undefined;
    }
    const observer = new ResizeObserver(measure);
    observer.observe(element.current);
    return () => observer.disconnect();
  }, [all, text]);
  return (
    <>
      <Typography
        ref={element}
        variant={variant}
        component="div"
        data-testid={props['data-testid']}
        className={`${classes.text} ${all ? '' : classes.clamped}`}
      >
        {text}
      </Typography>
      {isCut && (
        <Link
          component="button"
          variant="body2"
          aria-expanded={all}
          onClick={() => setAll(!all)}
        >
          {t(all ? 'card.showLess' : 'card.showAll')}
        </Link>
      )}
    </>
  );
}
