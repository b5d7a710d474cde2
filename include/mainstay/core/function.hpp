// An analysis as a value: its key, the types of its input, options and result, and how to run it without knowing them.
//
//   // survival/cox.cpp
//   constexpr Function methods[] = {analysis<&cox_predict>("survival.cox.predict", "…")};
//   constinit const Function cox_analysis = analysis<&cox>("survival.cox", "Which attributes go with leaving sooner?", methods, &state_of<CoxState>);
#pragma once

#include <span>

#include "mainstay/core/description.hpp"

namespace mainstay::inline v1 {

/// How the mergeable state of an analysis is driven. All states follow one protocol of rounds, so that a cluster's engine
/// needs one loop for every analysis:
///   begin(options); while (!done) { in each partition: update(rows)…; merge all; advance } ; finish
/// A state of one round (counts, curves, funnels) is done after its first advance.
struct StateFunctions {
  const Type* state;
  const Type* input;
  const Type* options;
  const Type* result;
  void (*begin)(void* state, const void* options);
  void (*update)(void* state, const void* input, const RunContext& context);
  void (*merge)(void* state, const void* other);
  void (*advance)(void* state, const RunContext& context);
  bool (*done)(const void* state);
  void (*finish)(const void* state, const RunContext& context, void* result);
};

struct Function {
  const char* key;       ///< "room.word", for a method "room.word.method"
  const char* question;  ///< the question it answers, one sentence
  const Type* self;      ///< what a method belongs to; null for an analysis
  const Type* input;
  const Type* options;
  const Type* result;
  void (*run)(const void* self, const void* input, const void* options, const RunContext& context, void* result);
  const Function* methods = nullptr;
  std::size_t method_count = 0;
  const StateFunctions* state = nullptr;  ///< null when the analysis has no mergeable state
};

namespace detail {
template <class F>
struct Signature;
template <class R, class I, class O>
struct Signature<R (*)(const I&, const O&, const RunContext&)> {
  using Input = I;
  using Options = O;
  using Result = R;
  static constexpr const Type* self = nullptr;
  template <auto function>
  static void run(const void*, const void* input, const void* options, const RunContext& context, void* result) {
    *static_cast<R*>(result) = function(*static_cast<const I*>(input), *static_cast<const O*>(options), context);
  }
};
template <class S, class R, class I, class O>
struct Signature<R (*)(const S&, const I&, const O&, const RunContext&)> {
  using Input = I;
  using Options = O;
  using Result = R;
  static constexpr const Type* self = &type_of<S>;
  template <auto function>
  static void run(const void* self_object, const void* input, const void* options, const RunContext& context,
                  void* result) {
    *static_cast<R*>(result) = function(*static_cast<const S*>(self_object), *static_cast<const I*>(input),
                                        *static_cast<const O*>(options), context);
  }
};
template <class F>
struct StateSignature;
template <class S, class I>
struct StateSignature<void (S::*)(const I&, const RunContext&)> {
  using Input = I;
};
template <class F>
struct FinishSignature;
template <class S, class R>
struct FinishSignature<R (S::*)(const RunContext&) const> {
  using Result = R;
};
template <class S>
constexpr StateFunctions make_state() {
  using Input = typename StateSignature<decltype(&S::update)>::Input;
  using Result = typename FinishSignature<decltype(&S::finish)>::Result;
  using Options = decltype(S::options);
  return {&type_of<S>, &type_of<Input>, &type_of<Options>, &type_of<Result>,
          [](void* state, const void* options) { static_cast<S*>(state)->options = *static_cast<const Options*>(options); },
          [](void* state, const void* input, const RunContext& context) {
            static_cast<S*>(state)->update(*static_cast<const Input*>(input), context);
          },
          [](void* state, const void* other) { static_cast<S*>(state)->merge(*static_cast<const S*>(other)); },
          [](void* state, const RunContext& context) { static_cast<S*>(state)->advance(context); },
          [](const void* state) { return static_cast<const S*>(state)->done(); },
          [](const void* state, const RunContext& context, void* result) {
            *static_cast<Result*>(result) = static_cast<const S*>(state)->finish(context);
          }};
}
}  // namespace detail

/// The StateFunctions of a described struct S with members
///   Options options; void update(const Input&, const RunContext&); void merge(const S&); void advance(const RunContext&);
///   bool done() const; Result finish(const RunContext&) const;
/// `merge` refuses a state of another definition (other options, other columns, another round) with Error{unsupported}.
template <class S>
inline constexpr StateFunctions state_of = detail::make_state<S>();

template <auto function>
constexpr Function analysis(const char* key, const char* question, std::span<const Function> methods = {},
                            const StateFunctions* state = nullptr) {
  using S = detail::Signature<decltype(function)>;
  return {key, question, S::self, &type_of<typename S::Input>, &type_of<typename S::Options>,
          &type_of<typename S::Result>, &S::template run<function>, methods.data(), methods.size(), state};
}

}  // namespace mainstay::inline v1
