/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { useTranslationRef } from '@backstage/frontend-plugin-api';
import Button from '@material-ui/core/Button';
import { makeStyles } from '@material-ui/core/styles';
import Typography from '@material-ui/core/Typography';
import { PreviewFile } from '@openpolicy/plugin-golden-path-common';
import { memo, useMemo, useState } from 'react';
import { toneColor } from '../../status';
import { goldenPathTranslationRef } from '../../translation';
import { CopyButton } from './CopyButton';
import { DiffRow, diffLines, linesOf } from './diffLines';

/** Drawing a dashboard of a thousand lines at every key press would be felt. */
const FIRST_LINES = 300;

const MARKS = { same: ' ', added: '+', deleted: '-' };

const useStyles = makeStyles(
  theme => ({
    root: {
      display: 'flex',
      flexDirection: 'column',
      minWidth: 0,
      minHeight: 0,
    },
    head: {
      display: 'flex',
      flexWrap: 'wrap',
      alignItems: 'center',
      justifyContent: 'space-between',
      gap: theme.spacing(0.5, 2),
      padding: theme.spacing(0.5, 1),
      borderBottom: `1px solid ${theme.palette.divider}`,
      overflowWrap: 'anywhere',
    },
    code: {
      flex: 1,
      margin: 0,
      padding: theme.spacing(1, 0),
      overflow: 'auto',
      fontFamily: 'monospace',
      fontSize: '0.75rem',
      lineHeight: 1.5,
      tabSize: 2,
      '&:focus-visible': {
        outline: `2px solid ${theme.palette.text.primary}`,
        outlineOffset: -2,
      },
    },
    line: {
      display: 'block',
      whiteSpace: 'pre',
      paddingRight: theme.spacing(1),
      // Numbers by style: whoever copies the text does not copy them.
      '&::before': {
        content: 'attr(data-line)',
        display: 'inline-block',
        width: '4ch',
        marginRight: '1.5ch',
        textAlign: 'right',
        color: theme.palette.text.secondary,
      },
    },
    added: {
      boxShadow: `inset 3px 0 ${toneColor(theme, 'good')}`,
      color: toneColor(theme, 'good'),
    },
    deleted: {
      boxShadow: `inset 3px 0 ${toneColor(theme, 'bad')}`,
      color: toneColor(theme, 'bad'),
    },
    gap: {
      display: 'block',
      padding: theme.spacing(0.25, 2),
      color: theme.palette.text.secondary,
      backgroundColor: theme.palette.action.hover,
    },
    more: { margin: theme.spacing(0.5, 1) },
  }),
  { name: 'GoldenPathFileView' },
);

/**
 * A file: its lines, or what changes in it next to what is there now.
 *
 * @internal
 */
export const FileView = memo(({ file }: { file: PreviewFile }) => {
  const { t } = useTranslationRef(goldenPathTranslationRef);
  const classes = useStyles();
  const [wholeOf, setWholeOf] = useState<string>();
  const { path, content, before, kind } = file;
  const rows = useMemo(
    () =>
      before === undefined
        ? linesOf(content).map(
            (text, index): DiffRow => ({ kind: 'same', text, line: index + 1 }),
          )
        : diffLines(before, content),
    [before, content],
  );
  const isWhole = wholeOf === path || rows.length <= FIRST_LINES;
  const shown = isWhole ? rows : rows.slice(0, FIRST_LINES);
  const isDiff = before !== undefined;
  return (
    <div className={classes.root}>
      <div className={classes.head}>
        <Typography variant="body2" component="span">
          {path} ({t(`preview.fileKind.${kind}`)},{' '}
          {t('preview.lines', { number: String(linesOf(content).length) })})
        </Typography>
        {kind !== 'removed' && <CopyButton text={content} />}
      </div>
      <pre
        className={classes.code}
        role="region"
        aria-label={path}
        // What scrolls has to be reached by the keyboard.
        // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex
        tabIndex={0}
        data-testid="preview-content"
      >
        <code>
          {shown.map((row, index) =>
            row.kind === 'gap' ? (
              <span key={index} className={classes.gap}>
                {t('preview.unchanged', { number: String(row.lines) })}
              </span>
            ) : (
              <span
                key={index}
                className={`${classes.line} ${
                  row.kind === 'same' ? '' : classes[row.kind]
                }`}
                data-line={row.line}
                data-kind={row.kind}
              >
                {isDiff && `${MARKS[row.kind]} `}
                {row.text}
                {'\n'}
              </span>
            ),
          )}
        </code>
      </pre>
      {!isWhole && (
        <Button
          size="small"
          variant="outlined"
          className={classes.more}
          onClick={() => setWholeOf(path)}
        >
          {t('preview.showAll', { number: String(rows.length) })}
        </Button>
      )}
    </div>
  );
});
