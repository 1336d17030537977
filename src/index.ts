export { defineSuite, type Suite } from './suite/suite.ts';
export {
  defineExperiment,
  type Answers,
  type Claim,
  type Database,
  type Experiment,
  type ParameterClass,
  type ParameterSet,
  type Procedure,
  type Variant,
} from './suite/experiment.ts';
export { defineTable, type Cell, type Dataset, type Seeding, type Table } from './suite/dataset.ts';
export type { Allowed, Budget, GateSettings, PlanBudget } from './suite/budget.ts';
export type { Random } from './suite/random.ts';
export { p, sql, type Sql } from './suite/sql.ts';
export {
  defineScenario,
  type Allowance,
  type BodyTemplate,
  type DriverName,
  type Explanation,
  type Identity,
  type LoadClaim,
  type LoadMetric,
  type Pacing,
  type ParameterSource,
  type Ramp,
  type Scenario,
  type ScenarioRequest,
} from './suite/scenario.ts';
export type { StartedByFunction, Target, TargetContext } from './suite/target.ts';
