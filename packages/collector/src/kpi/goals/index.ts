export { changeGoal, makeGoal } from './check-goal.js';
export { answerGoal, type GoalAnswer, goalAnswerSchema } from './goal-answer.js';
export {
  type GoalChange,
  type GoalInput,
  type GoalSetInput,
  goalChange,
  goalInput,
  goalSetInput,
} from './goal-input.js';
export { GOAL_SETS, type GoalSet } from './goal-sets.js';
