/** Our own lint rules, which no package has. */
import { builtinRules } from 'eslint/use-at-your-own-risk';

const isDocBlock = (comment) => comment?.type === 'Block' && comment.value.startsWith('*');

/**
 * Reports a doc block directly after another one: tools read only the second as documentation. The
 * block at the top of a file is exempt, since it documents the file.
 */
const noDocBlocksInARow = {
  meta: {
    type: 'problem',
    schema: [],
    messages: { inARow: 'Two doc blocks in a row: which of them is about what follows?' },
  },
  create: ({ sourceCode, report }) => ({
    Program() {
      for (const comment of sourceCode.getAllComments().filter(isDocBlock)) {
        const isNoLine = ({ type }) => type !== 'Line';
        const before = sourceCode.getTokenBefore(comment, { includeComments: true, filter: isNoLine });
        if (isDocBlock(before) && before.range[0] > 0) report({ node: comment, messageId: 'inARow' });
      }
    },
  }),
};

const calleeName = ({ name, object, callee }) => name ?? calleeName(object ?? callee);

const isTestSuite = ({ parent }) =>
  parent.type === 'CallExpression' && calleeName(parent.callee) === 'describe';

const builtin = builtinRules.get('max-lines-per-function');

/** ESLint's rule of that name, except for the length of a `describe`, which lists its tests. */
const maxLinesPerFunction = {
  ...builtin,
  create: (context) => {
    const report = (problem) => {
      if (!isTestSuite(problem.node)) context.report(problem);
    };
    return builtin.create(Object.create(context, { report: { value: report } }));
  },
};

const MOST_LINES = 200;

/** Refuses a file that is long without a first line that says why it is better whole. */
const longFileSaysWhy = {
  meta: {
    type: 'problem',
    schema: [],
    messages: {
      unsaid: `More than ${MOST_LINES} lines: split the file, or begin it with \`// Long: <why it is one>\`.`,
      untrue: `No more than ${MOST_LINES} lines: the file needs no \`// Long:\`.`,
    },
  },
  create: ({ sourceCode, report }) => ({
    Program(node) {
      // A file ends with a line break, behind which ESLint counts one line more.
      const isLong = sourceCode.lines.length - 1 > MOST_LINES;
      const says = /^\/\/ Long: \S/.test(sourceCode.lines[0]);
      if (isLong !== says) report({ node, messageId: isLong ? 'unsaid' : 'untrue' });
    },
  }),
};

export default {
  rules: {
    'no-doc-blocks-in-a-row': noDocBlocksInARow,
    'max-lines-per-function': maxLinesPerFunction,
    'long-file-says-why': longFileSaysWhy,
  },
};
