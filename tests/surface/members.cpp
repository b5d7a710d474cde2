// Every member of a described struct has a row: a forgotten one would be neither checked, nor saved, nor documented.
#include <doctest/doctest.h>

#include <functional>
#include <set>
#include <string>

#include "mainstay/attrition/backtest.hpp"
#include "mainstay/attrition/headcount.hpp"
#include "mainstay/attrition/rates.hpp"
#include "mainstay/attrition/retention.hpp"
#include "mainstay/attrition/risk.hpp"
#include "mainstay/attrition/risk_exits.hpp"
#include "mainstay/attrition/risk_judge.hpp"
#include "mainstay/attrition/risk_list.hpp"
#include "mainstay/attrition/risk_what_if.hpp"
#include "mainstay/competency/growth.hpp"
#include "mainstay/competency/dialogue.hpp"
#include "mainstay/competency/differential.hpp"
#include "mainstay/competency/facets.hpp"
#include "mainstay/competency/irt.hpp"
#include "mainstay/competency/irt_abilities.hpp"
#include "mainstay/competency/ladder.hpp"
#include "mainstay/competency/moves.hpp"
#include "mainstay/competency/match.hpp"
#include "mainstay/competency/placement.hpp"
#include "mainstay/competency/portrait.hpp"
#include "mainstay/competency/profile.hpp"
#include "mainstay/competency/promotion.hpp"
#include "mainstay/competency/reliability.hpp"
#include "mainstay/competency/stable_matching.hpp"
#include "mainstay/competency/search.hpp"
#include "mainstay/data/crosswalk.hpp"
#include "mainstay/data/exposure.hpp"
#include "mainstay/data/features.hpp"
#include "mainstay/data/history.hpp"
#include "mainstay/data/kept.hpp"
#include "mainstay/data/measures.hpp"
#include "mainstay/data/milestones.hpp"
#include "mainstay/data/organisation.hpp"
#include "mainstay/data/snapshots.hpp"
#include "mainstay/data/spells.hpp"
#include "mainstay/data/working_days.hpp"
#include "mainstay/funnel/change.hpp"
#include "mainstay/funnel/cohorts.hpp"
#include "mainstay/funnel/drivers.hpp"
#include "mainstay/funnel/transitions.hpp"
#include "mainstay/funnel/units.hpp"
#include "mainstay/funnel/window.hpp"
#include "mainstay/performance/payout.hpp"
#include "mainstay/performance/plan.hpp"
#include "mainstay/performance/scorecard.hpp"
#include "mainstay/performance/agreement.hpp"
#include "mainstay/performance/decision.hpp"
#include "mainstay/performance/rolling.hpp"
#include "mainstay/performance/distribution.hpp"
#include "mainstay/performance/movement.hpp"
#include "mainstay/performance/nine_box.hpp"
#include "mainstay/performance/forced_distribution.hpp"
#include "mainstay/performance/shrinkage.hpp"
#include "mainstay/performance/raters.hpp"
#include "mainstay/performance/targets.hpp"
#include "mainstay/performance/weights.hpp"
#include "mainstay/performance/ranking.hpp"
#include "mainstay/reasons/classifier.hpp"
#include "mainstay/reasons/hidden.hpp"
#include "mainstay/reasons/lexicon.hpp"
#include "mainstay/reasons/prevalence.hpp"
#include "mainstay/reasons/scrub.hpp"
#include "mainstay/reasons/themes.hpp"
#include "mainstay/returns/prediction.hpp"
#include "mainstay/returns/probability.hpp"
#include "mainstay/returns/care.hpp"
#include "mainstay/returns/customers.hpp"
#include "mainstay/returns/second_spells.hpp"
#include "mainstay/returns/selection.hpp"
#include "mainstay/returns/calls.hpp"
#include "mainstay/returns/uplift.hpp"
#include "mainstay/returns/holdout.hpp"
#include "mainstay/returns/offers.hpp"
#include "mainstay/returns/money.hpp"
#include "mainstay/signals/alerts.hpp"
#include "mainstay/signals/quality.hpp"
#include "mainstay/surface/registry.hpp"
#include "mainstay/survival/aft.hpp"
#include "mainstay/survival/brier.hpp"
#include "mainstay/survival/calibration.hpp"
#include "mainstay/survival/choose.hpp"
#include "mainstay/survival/concordance.hpp"
#include "mainstay/survival/cox.hpp"
#include "mainstay/survival/cox_proportionality.hpp"
#include "mainstay/survival/cox_residuals.hpp"
#include "mainstay/survival/curve.hpp"
#include "mainstay/survival/decision.hpp"
#include "mainstay/survival/discrimination.hpp"
#include "mainstay/survival/fine_gray.hpp"
#include "mainstay/survival/gray.hpp"
#include "mainstay/survival/hazard.hpp"
#include "mainstay/survival/log_rank.hpp"
#include "mainstay/survival/multinomial.hpp"
#include "mainstay/survival/case_cohort.hpp"
#include "mainstay/survival/smooth.hpp"
#include "mainstay/survival/states.hpp"
#include "survival/aft_state.hpp"
#include "survival/cox_ascent.hpp"
#include "survival/cox_state.hpp"
#include "survival/hazard_state.hpp"
#include "survival/multinomial_state.hpp"

using namespace mainstay;

namespace {

// Stands for a value of any type; an aggregate has as many members as the most of these that it can be made from.
struct Anything {
  template <class T>
  operator T() const;
};

template <class T, class... Given>
constexpr std::size_t members() {
  if constexpr (requires { T{Given{}..., Anything{}}; }) return members<T, Given..., Anything>();
  else return sizeof...(Given);
}

std::set<std::string> counted;

// `Base` where a struct has the members of its base beside its own.
template <class T, class Base = void>
void count() {
  const T object{};
  CAPTURE(T::record);
  const Fields fields = fields_of(object);
  if constexpr (std::is_void_v<Base>) CHECK(fields.rows().size() == members<T>());
  else CHECK(fields.rows().size() == members<Base>() + members<T>() - 1);  // the base is one of the members that T can be made from
  counted.insert(T::record);
}

void visit(const Type& type, std::set<std::string>& names) {
  if (!names.insert(type.record).second) return;
  const std::shared_ptr<void> object(type.create(), type.destroy);
  Fields fields;
  type.describe(object.get(), fields);
  for (const Row& row : fields.rows()) {
    if (row.type->kind == Kind::record) visit(*row.type, names);
    if (row.type->kind == Kind::records) visit(*row.type->element, names);
  }
}

}  // namespace

TEST_CASE("the count of members is right") {
  struct Three {
    std::vector<double> a{};
    std::optional<std::int64_t> b{};
    survival::Ties c{};
  };
  static_assert(members<Three>() == 3);
  static_assert(members<NoOptions>() == 0);
}

TEST_CASE("every member of every described struct has a row") {
  count<NoOptions>();
  {
    using namespace data;
    count<Findings>(), count<FindingRows>(), count<KeptColumn>(), count<KeptTable>(), count<ReasonRule>(), count<StatusRule>(), count<JobIntervals>(), count<SpellTable>(), count<SpellsInput>(), count<SpellsOptions>(), count<SpellsResult>();
    count<HistoryInput>(), count<HistoryOptions>(), count<HistoryResult>(), count<HistorySpells>();
    count<SnapshotsInput>(), count<SnapshotsOptions>(), count<SnapshotsResult>(), count<SnapshotSpells>(), count<SnapshotRosters>();
    count<MilestonesInput>(), count<MilestonesOptions>(), count<MilestonesResult>(), count<MilestoneRule>(), count<MilestoneHits>();
    count<ExposureInput>(), count<ExposureOptions>(), count<ExposureResult>(), count<ExposurePieces>(), count<ExposureTotals>(), count<ExposureCauses>();
    count<MeasuresInput>(), count<MeasuresOptions>(), count<MeasuresResult>(), count<MeasureRule>(), count<CurrencyRate>(), count<MeasureValues>(), count<MeasureGaps>(), count<MeasureIndicators>();
    count<CrosswalkInput>(), count<CrosswalkOptions>(), count<CrosswalkResult>(), count<CrosswalkRecords>();
    count<OrganisationInput>(), count<OrganisationOptions>(), count<OrganisationResult>(), count<OrganisationNodes>(), count<OrganisationClosure>();
    count<OrganisationPaths>(), count<OrganisationCycles>(), count<OrganisationDays>();
    count<FeaturesInput>(), count<FeaturesOptions>(), count<FeaturesResult>(), count<FeatureColumns>();
    count<WorkingDaysInput>(), count<WorkingDaysOptions>(), count<WorkingDaysResult>(), count<WorkingDaysTable>();
  }
  {
    using namespace attrition;
    count<EmploymentInput>(), count<EmploymentNotices>(), count<EmploymentCounts>(), count<MappingRule>();
    count<HeadcountOptions, EmploymentOptions>(), count<HeadcountDates>(), count<HeadcountPeriods>(), count<HeadcountLeavers>();
    count<HeadcountResult>(), count<HeadcountState, EmploymentState<HeadcountOptions>>();
    count<RatesOptions, EmploymentOptions>(), count<RateTable>(), count<RateDefinitions>(), count<HireRates>(), count<RatesResult>(), count<RatesState, EmploymentState<RatesOptions>>();
    count<RetentionOptions, EmploymentOptions>(), count<RetentionTable>(), count<CohortSurvival>(), count<RetentionResult>();
    count<BacktestCuts>(), count<BacktestExits>(), count<BacktestFigures>(), count<BacktestInput>(), count<BacktestOptions>();
    count<BacktestResult>();
    count<JudgedBands>(), count<JudgedHorizons>(), count<JudgedLoads>(), count<JudgedPeriods>();
    count<RiskCauses>(), count<RiskChangeable>(), count<RiskChanges>(), count<RiskColumns>(), count<RiskExits>(), count<RiskExitsInput>();
    count<RiskExitsOptions>(), count<RiskExitsTotal>(), count<RiskExitsCauses>(), count<RiskExitsUnits>(), count<RiskFit>(), count<RiskFlags>(), count<RiskInput>();
    count<RiskJudgeInput>(), count<RiskJudgeOptions>(), count<RiskJudgement>(), count<RiskLevels>(), count<RiskList>(), count<RiskListInput>();
    count<RiskListOptions>(), count<RiskOptions>(), count<RiskPeople>(), count<RiskReasons>(), count<RiskWhatIf>(), count<RiskWhatIfCauses>();
    count<RiskWhatIfInput>(), count<RiskWhatIfOptions>(), count<RiskWhatIfPeople>(), count<RiskWhatIfTotal>();
  }
  {
    using namespace performance;
    count<TargetsInput>(), count<TargetsNodes>(), count<TargetsOptions>(), count<TargetsResult>(), count<TargetsStages>(), count<TargetsUnreachable>();
    count<AttainmentPoint>(), count<ScorecardIndicator>(), count<ScorecardGate>(), count<DeductionRule>(), count<ScorecardTier>(), count<Scorecard>();
    count<ScorecardInput>(), count<ScorecardOptions>(), count<ScorecardCards>(), count<ScorecardIndicators>(), count<ScorecardGates>(), count<ScorecardDeductions>();
    count<ScorecardSteps>(), count<ScorecardFindings>(), count<ScorecardResult>();
    count<PayoutTier>(), count<PayoutFactor>(), count<PayoutPool>(), count<PayoutPlan>(), count<PayoutInput>(), count<PayoutOptions>(), count<PayoutPeople>(), count<PayoutTiers>();
    count<PayoutPools>(), count<PayoutSteps>(), count<PayoutResult>(), count<PlanInput>(), count<PlanOptions>(), count<PlanPeople>(), count<PlanGroups>(), count<PlanChanges>();
    count<PlanSensitivity>(), count<PlanResult>();
  }
  {
    using namespace competency;
    count<ReliabilityInput>(), count<ReliabilityOptions>(), count<ReliabilityItems>(), count<ReliabilityResult>();
    count<IrtInput>(), count<IrtOptions>(), count<IrtItems>(), count<IrtSteps>(), count<IrtUnobservedAnswers>(), count<IrtItemAnswers>(), count<IrtFit>();
    count<IrtAbilitiesInput>(), count<IrtAbilitiesOptions>(), count<IrtAbilities>(), count<IrtNextItemOptions>(), count<IrtNextItem>();
    count<DialogueItem>(), count<DialogueRubric>(), count<DialogueInput>(), count<DialogueOptions>(), count<DialogueWeights>(), count<DialogueValidation>(), count<DialogueAgreement>(), count<DialogueFit>();
    count<DialogueScoreInput>(), count<DialogueScoreOptions>(), count<DialogueAnswers>(), count<DialogueContributions>(), count<DialogueAdvice>(), count<DialogueScores>();
    count<DifferentialInput>(), count<DifferentialOptions>(), count<DifferentialGroups>(), count<DifferentialMatched>(), count<DifferentialLogistic>(), count<DifferentialResult>();
    count<FacetsInput>(), count<FacetsOptions>(), count<FacetsMeasures>(), count<FacetsThresholds>(), count<FacetsUnobservedRatings>(), count<FacetsSummary>(), count<FacetsFit>();
    count<FacetsPeopleInput>(), count<FacetsPeople>(), count<FacetsPeopleResult>();
    count<AssessedScale>(), count<Profile>(), count<ProfileDimension>(), count<ProfileGap>(), count<ProfileGrade>(), count<ProfileInput>(), count<ProfileLimit>(), count<ProfileTable>(), count<RoleProfile>();
    count<PlacementBound>(), count<PlacementBounds>(), count<PlacementGroups>(), count<PlacementInput>(), count<PlacementOptions>(), count<PlacementPeople>(), count<PlacementPosts>();
    count<PlacementResult>(), count<PlacementViolation>();
    count<StableMatchingInput>(), count<StableMatchingOptions>(), count<StableMatchingPeople>(), count<StableMatchingPosts>(), count<StableMatchingResult>();
    count<LadderInput>(), count<LadderLacking>(), count<LadderMove>(), count<LadderOptions>(), count<LadderPosts>(), count<LadderReadiness>(), count<LadderRequirement>(), count<LadderResult>();
    count<LadderSuccession>(), count<LadderToTarget>(), count<LadderWays>();
    count<GrowthChanges>(), count<GrowthDimension>(), count<GrowthGroups>(), count<GrowthInput>(), count<GrowthOptions>(), count<GrowthPeople>(), count<GrowthRequirement>(), count<GrowthResult>();
    count<MovesIncidence>(), count<MovesInput>(), count<MovesLadder>(), count<MovesOptions>(), count<MovesPosts>(), count<MovesQuantiles>(), count<MovesReach>(), count<MovesResult>(), count<MovesStaying>();
    count<MovesTable>(), count<MovesWays>();
    count<PromotionCover>(), count<PromotionFlow>(), count<PromotionInput>(), count<PromotionOptions>(), count<PromotionResult>(), count<PromotionSuccession>(), count<PromotionUnits>();
    count<MatchChanges>(), count<MatchCost>(), count<MatchFailures>(), count<MatchIndices>(), count<MatchInput>(), count<MatchOptions>(), count<MatchPeople>(), count<MatchReasons>(), count<MatchResult>();
    count<PortraitDimension>(), count<PortraitFindings>(), count<PortraitInput>(), count<PortraitOptions>(), count<PortraitResult>(), count<PortraitTable>(), count<PortraitValidation>();
    count<SearchByPerson>(), count<SearchByPost>(), count<SearchConstraint>(), count<SearchInput>(), count<SearchOptions>(), count<SearchResult>();
  }
  {
    using namespace performance;
    count<RollingWindow>(), count<RollingRatio>(), count<RollingInput>(), count<RollingOptions>(), count<RollingRows>(), count<RollingSums>(), count<RollingRatios>(), count<RollingCoverage>();
    count<RollingMoved>(), count<RollingIndicators>(), count<RollingResult>(), count<RollingKept>(), count<RollingState>();
    count<DistributionInput>(), count<DistributionOptions>(), count<DistributionGroups>(), count<DistributionQuantiles>(), count<DistributionClasses>(), count<DistributionCurve>(), count<DistributionTops>(), count<DistributionTiers>(), count<DistributionResult>();
    count<MovementInput>(), count<MovementOptions>(), count<MovementTable>(), count<MovementTiers>(), count<MovementPeriods>(), count<MovementResult>();
    count<NineBoxInput>(), count<NineBoxOptions>(), count<NineBoxTable>(), count<NineBoxResult>();
    count<ForcedGrade>(), count<GradeGuideline>(), count<ForcedDistributionInput>(), count<ForcedDistributionOptions>(), count<ForcedGrades>(), count<ForcedGuidelines>(), count<ForcedDistributionResult>();
    count<ShrinkageInput>(), count<ShrinkageOptions>(), count<ShrinkageGroups>(), count<ShrinkageResult>();
    count<RankingInput>(), count<RankingOptions>(), count<RankingGroups>(), count<RankingSetTable>(), count<RankingResult>();
  }
  {
    using namespace funnel;
    count<WindowBranches>(), count<WindowCells>(), count<WindowDifferences>(), count<WindowExclusion>(), count<WindowOccupancy>(), count<WindowExits>(), count<WindowFindings>(), count<WindowInput>(), count<WindowKept>(), count<WindowOptions>();
    count<WindowPeople>(), count<WindowQuantiles>(), count<WindowResult>(), count<WindowStage>(), count<WindowStages>();
    count<WindowState>(), count<WindowSteps>(), count<WindowTimes>();
    count<ChangeInput>(), count<ChangeOptions>(), count<ChangeOwner>(), count<ChangeResult>(), count<ChangePeriods>(), count<ChangeCauses>(), count<ChangeStages>(), count<ChangeStrata>(), count<ChangeOwners>(), count<ChangeState, data::KeptState<ChangeOptions>>();
    count<CohortsInput>(), count<CohortsOptions>(), count<CohortsResult>(), count<CohortsState, data::KeptState<CohortsOptions>>(), count<CohortCells>(), count<CohortPeople>();
    count<UnitsInput>(), count<UnitsOptions>(), count<UnitsResult>(), count<UnitsState, data::KeptState<UnitsOptions>>(), count<UnitsRows>(), count<UnitsSpread>(), count<UnitsCurve>();
    count<DriversInput>(), count<DriversOptions>(), count<DriversResult>(), count<DriversState, data::KeptState<DriversOptions>>(), count<DriversColumns>(), count<DriversLevels>();
    count<TransitionsInput>(), count<TransitionsOptions>(), count<TransitionsResult>(), count<TransitionsNodes>(), count<TransitionsEdges>(), count<TransitionsQuantiles>(), count<TransitionsVariants>();
    count<TransitionsSteps>(), count<TransitionsRoutes>(), count<TransitionsPeople>(), count<TransitionsTimes>(), count<TransitionsWays>(), count<TransitionsState>();
  }
  {
    using namespace survival;
    count<AftInput>(), count<AftOptions>(), count<AftFit>(), count<AftCoefficients>(), count<AftShapes>(), count<AftCure>();
    count<AftPredictInput>(), count<AftPredictOptions>(), count<AftPrediction>();
    count<AftTally>(), count<AftSurvey>(), count<AftTermSums>(), count<AftSums>(), count<AftState>(), count<SurveyedColumn>();
    count<BrierInput>(), count<BrierOptions>(), count<BrierResult>(), count<BrierTimes>();
    count<DiscriminationInput>(), count<DiscriminationOptions>(), count<DiscriminationResult>(), count<DiscriminationTimes>();
    count<CalibrationBands>(), count<CalibrationBins>(), count<CalibrationInput>(), count<CalibrationOptions>(), count<CalibrationResult>();
    count<DecisionInput>(), count<DecisionLoads>(), count<DecisionOptions>(), count<DecisionResult>(), count<DecisionThresholds>();
    count<ConcordanceInput>(), count<ConcordanceOptions>(), count<ConcordanceResult>();
    count<CoxBaseline>(), count<CoxCoefficients>(), count<CoxColumn>(), count<ExplainInput>(), count<ExplainOptions>();
    count<Explanation>(), count<CoxFit>(), count<CoxInput>(), count<CoxOptions>(), count<CoxPredictInput>();
    count<CoxPredictOptions>(), count<CoxPrediction>(), count<Reasons>(), count<CoxReference>(), count<CoxTest>();
    count<CoxProportionality>(), count<CoxProportionalityOptions>(), count<CoxProportionalityTests>(), count<CoxScaledResiduals>();
    count<CoxTimeEffect>(), count<CoxPenalty>();
    count<CaseCohortInput>(), count<CaseCohortOptions>(), count<CaseCohortSize>(), count<CaseCohortStrata>(), count<CaseCohortFit>(), count<CaseCohortPredictInput>();
    count<CaseCohortPredictOptions>();
    count<MultinomialInput>(), count<MultinomialOptions>(), count<MultinomialCoefficients>(), count<MultinomialBaseline>(), count<MultinomialFit>(), count<MultinomialPredictInput>();
    count<MultinomialPredictOptions>(), count<MultinomialExplainOptions>();
    count<MultinomialLeavers>(), count<MultinomialTally>(), count<MultinomialSurvey>(), count<MultinomialSums>(), count<MultinomialState>();
    count<CoxResiduals>(), count<CoxResidualsOptions>(), count<CoxRows>(), count<CoxSchoenfeld>();
    count<CoxAscent>(), count<ClusterSums>(), count<CoxPartColumn>(), count<CoxPartStratum>(), count<CoxState>();
    count<CurveCauses>(), count<CurveGroups>(), count<CurveInput>(), count<CurveOptions>(), count<CurveResult>();
    count<CurveState, LeavingState<CurveOptions>>(), count<CurveTable>(), count<IncidenceTable>(), count<LeavingCounts>(), count<QuantileTable>();
    count<SmoothInput>(), count<SmoothOptions>(), count<SmoothFit>(), count<SmoothTests>();
    count<HazardInput>(), count<HazardSmooth>(), count<HazardOptions>(), count<HazardCoefficients>(), count<HazardBaselineTable>(), count<HazardSmoothTable>();
    count<HazardCurves>(), count<HazardSpline>(), count<HazardGroups>(), count<HazardFit>(), count<HazardPredictInput>(), count<HazardPredictOptions>(), count<HazardPrediction>();
    count<HazardExplainInput>(), count<HazardExplanation>();
    count<HazardColumnTests>(), count<HazardTally>(), count<HazardPartGroups>(), count<HazardSurvey>(), count<HazardSums>(), count<HazardState>();
    count<BoostingBaseline>(), count<BoostingCauses>(), count<BoostingExplainInput>(), count<BoostingExplainOptions>(), count<BoostingExplanation>();
    count<BoostingFit>(), count<BoostingGains>(), count<BoostingImportance>(), count<BoostingImportanceInput>(), count<BoostingImportanceOptions>();
    count<BoostingInput>(), count<BoostingIntervals>(), count<BoostingMonotone>(), count<BoostingOptions>(), count<NewPeople>();
    count<BoostingPredictOptions>(), count<BoostingPrediction>(), count<BoostingScores>();
    count<Candidate>();
    count<CauseErrors>(), count<CauseIncidence>();
    count<CausesFit>(), count<CausesInput>(), count<CausesOptions>(), count<CausesPredictOptions>();
    count<CausesPrediction>();
    count<ChooseFit>(), count<ChooseInput>(), count<ChooseModels>(), count<ChooseOptions>(), count<ChooseParts>(), count<ChoosePredictOptions>();
    count<FineGrayBaseline>(), count<FineGrayErrors>(), count<FineGrayFit>(), count<FineGrayInput>(), count<FineGrayOptions>(), count<FineGrayPredictInput>();
    count<FineGrayPredictOptions>(), count<FineGrayPrediction>();
    count<ForestCauses>(), count<ForestCells>(), count<ForestFit>(), count<ForestImportance>(), count<ForestInput>(), count<ForestOptions>();
    count<ForestPredictOptions>(), count<ForestPrediction>(), count<ForestScores>();
    count<ModelCurve>(), count<ModelExplainInput>(), count<ModelExplainOptions>(), count<ModelExplanation>(), count<ModelFit>(), count<ModelInput>(), count<ModelOptions>();
    count<ModelPredictOptions>(), count<ModelPrediction>();
    count<PathBaseline>(), count<PathCoefficients>(), count<PathExplainInput>(), count<PathFactor>(), count<PathFit>(), count<PathInput>();
    count<PathModel>(), count<PathOptions>(), count<PathPredictInput>(), count<PathPredictOptions>(), count<PathPrediction>(), count<PathSteps>();
    count<PathValidation>();
    count<StatesCounts>(), count<StatesInput>(), count<StatesMatrix>(), count<StatesMoves>(), count<StatesOccupation>(), count<StatesOptions>();
    count<StatesResult>(), count<StatesState>(), count<StatesTable>();
    count<TreeColumn>(), count<TreeLevelSets>(), count<TreeNodes>();
    count<Trees>();
    count<GrayInput>(), count<GrayOptions>(), count<GrayResult>(), count<GrayScores>(), count<GrayState, LeavingState<GrayOptions>>(), count<GrayTests>();
    count<LogRankGroups>(), count<LogRankInput>(), count<LogRankOptions>(), count<LogRankResult>(), count<LogRankState, LeavingState<LogRankOptions>>();
  }
  {
    using namespace performance;
    count<AgreementInput>(), count<AgreementOptions>(), count<IntraclassForms>(), count<AgreementRaters>(), count<AgreementResult>();
    count<RatersInput>(), count<RatersOptions>(), count<RaterVariances>(), count<RatedPeople>(), count<RatingRaters>(), count<RatedItems>(), count<RatingSubsets>(), count<RoleFeedback>(), count<SelfAgainstOthers>(), count<RatersResult>();
    count<WeightsInput>(), count<WeightsOptions>(), count<WeightsCriteria>(), count<WeightsJudgements>(), count<WeightsResult>();
    count<DecisionCriterion>(), count<DecisionBound>(), count<DecisionGrade>(), count<DecisionAlternatives>(), count<DecisionRules>(), count<DecisionCriteria>(), count<DecisionReversals>(), count<DecisionOutcome>();
  }
  {
    using namespace reasons;
    count<Lexicon>(), count<LexiconReason>(), count<LexiconSlot>(), count<LexiconEntry>(), count<LexiconShifter>(), count<LexiconContrast>(), count<LexiconInput>(), count<LexiconFit>(), count<LexiconReadInput>();
    count<LexiconReadOptions>(), count<StatedRows>(), count<StatedReasons>(), count<StatedEvidence>(), count<LexiconReading>();
    count<HiddenInput>(), count<HiddenOptions>(), count<HiddenPeople>(), count<HiddenReasons>(), count<HiddenEvidence>(), count<HiddenResult>();
    count<ClassifierInput>(), count<ClassifierOptions>(), count<ClassifierScores>(), count<ClassifierHeldOut>(), count<ClassifierFeatures>(), count<ClassifierFit>(), count<ClassifierPredictInput>();
    count<ClassifierPredictOptions>(), count<ClassifierPrediction>(), count<ClassifierExplainOptions>(), count<ClassifierExplanation>(), count<ClassifierContributions>();
    count<PrevalenceInput>(), count<PrevalenceOptions>(), count<PrevalenceReasons>(), count<PrevalenceErrors>(), count<PrevalenceResult>();
    count<ThemesInput>(), count<ThemesOptions>(), count<ThemeCells>(), count<ThemesResult>();
    count<ScrubInput>(), count<ScrubOptions>(), count<ScrubSpans>(), count<ScrubResult>();
  }
  {
    using namespace returns;
    count<PredictionInput>(), count<PredictionOptions>(), count<PredictionFit>(), count<PredictionPredictInput>(), count<PredictionPredictOptions>(), count<PredictedReturns>(), count<Prediction>();
    count<PredictionJudgeInput>(), count<PredictionJudgeOptions>(), count<JudgedReturns>(), count<JudgedReturnBands>(), count<PredictionJudgement>();
    count<SecondSpellsInput>(), count<SecondSpellsOptions>(), count<SecondSpellsGroups>(), count<SecondSpellsCurve>(), count<SecondSpellsEffects>(), count<SecondSpellsTerms>();
    count<SecondSpellsPerformance>(), count<SecondSpellsResult>();
    count<ReturnEnds>(), count<ProbabilityInput>(), count<ProbabilityPrior>(), count<ProbabilityOptions>(), count<ProbabilityGroups>(), count<ProbabilityEnds>();
    count<ProbabilityTotal>(), count<ProbabilityResult>(), count<ProbabilityState, survival::LeavingState<ProbabilityOptions>>();
    count<CareDone>(), count<CareDue>(), count<CareInput>(), count<CareLoads>(), count<CareOptions>(), count<CareOwnerCap>(), count<CareQuiet>(), count<CareResult>(), count<CareSkipped>(), count<CareStage>();
    count<CareStageCounts>(), count<CareTheme>();
    count<CustomerNeeds>(), count<CustomersInput>(), count<CustomersOptions>(), count<CustomersPeople>(), count<CustomersProducts>(), count<CustomersResult>(), count<ProductLife>();
    count<RegretPart>(), count<SelectionCombinations>(), count<SelectionInput>(), count<SelectionOptions>(), count<SelectionPeople>(), count<SelectionReach>(), count<SelectionReasons>(), count<SelectionRegret>();
    count<SelectionResult>(), count<SelectionRule>(), count<SelectionRuleCounts>(), count<SelectionSteps>();
    count<HoldoutInput>(), count<HoldoutOptions>(), count<HoldoutPeople>(), count<HoldoutStrata>(), count<HoldoutBalance>(), count<HoldoutPower>(), count<HoldoutResult>();
    count<UpliftInput>(), count<UpliftOptions>(), count<UpliftEffects>(), count<UpliftPeople>(), count<UpliftCurve>(), count<UpliftCalibration>(), count<UpliftCoefficients>(), count<UpliftFit>();
    count<UpliftPredictInput>(), count<UpliftPredictOptions>(), count<UpliftPrediction>();
    count<CallsInput>(), count<CallsOptions>(), count<CallsPeople>(), count<CallsList>(), count<CallsRecruiters>(), count<CallsDecisions>(), count<CallsResult>();
    count<OfferLever>(), count<OfferPart>(), count<OfferTerm>(), count<OffersGaps>(), count<OffersInput>(), count<OffersLevers>(), count<OffersOptions>(), count<OffersPairs>(), count<OffersResult>(), count<OffersTerms>();
    count<CostClaim>(), count<MoneyCases>(), count<MoneyClaims>(), count<MoneyContradictions>(), count<MoneyCosts>(), count<MoneyGroups>(), count<MoneyInput>(), count<MoneyOptions>(), count<MoneyParts>(), count<MoneyPeople>();
    count<MoneyResult>(), count<MoneySensitivity>(), count<MoneySteps>(), count<ProgrammeCost>(), count<ReplacementPart>();
  }
  {
    using namespace signals;
    count<AlertCause>(), count<AlertCondition>(), count<AlertDeliveries>(), count<AlertFindings>(), count<AlertOwnersFound>(), count<AlertPeerValues>(), count<AlertPeers>(), count<AlertReasons>();
    count<AlertReasonsFound>(), count<AlertRule>(), count<AlertRuleCounts>(), count<Alerts>(), count<AlertsFound>(), count<AlertsInput>(), count<AlertsOptions>(), count<AlertsResult>(), count<AlertsState>();
    count<ExpectedPoint>(), count<QualityFindings>(), count<QualityInput>(), count<QualityOptions>(), count<QualityOverlap>(), count<QualityResult>(), count<QualityState, data::KeptState<QualityOptions>>(), count<QualityRules>();
  }
  std::set<std::string> registered;
  for (const Function* function : surface::registry()) {
    const std::function<void(const Function&)> all = [&](const Function& f) {
      for (const Type* type : {f.input, f.options, f.result}) visit(*type, registered);
      if (f.state != nullptr) visit(*f.state->state, registered);
      for (std::size_t i = 0; i < f.method_count; ++i) all(f.methods[i]);
    };
    all(*function);
  }
  for (const std::string& name : registered) {
    CAPTURE(name);
    CHECK(counted.count(name) == 1);  // a new struct belongs into the list above
  }
}
