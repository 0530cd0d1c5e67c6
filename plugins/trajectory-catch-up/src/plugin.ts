import { definePlugin, noAction } from '@espalier/sdk';
import { judgeSubject } from './judge-subject.js';

export default definePlugin({
  policies: {
    'trajectory-catch-up'(learner, context) {
      const subjects = Object.entries(learner.trajectory);
      if (subjects.length === 0) return noAction('notApplicable', { reason: 'No active target.' });
      return subjects.map(([subject, trajectories = []]) =>
        judgeSubject({ ...context, subject, trajectories, learner }),
      );
    },
  },
});
