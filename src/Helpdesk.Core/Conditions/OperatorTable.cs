using System.Collections.Frozen;

namespace Helpdesk.Core.Conditions;

/// <summary>What fits what: operators to types of fields, values and options to operators.</summary>
internal static class OperatorTable
{
    private static readonly FrozenDictionary<FieldType, Operator[]> Fitting = new Dictionary<FieldType, Operator[]>
    {
        [FieldType.Text] =
        [
            Operator.Eq, Operator.In, Operator.ContainsText, Operator.ContainsWord, Operator.StartsWith, Operator.EndsWith,
            Operator.Matches, Operator.ChangedTo, Operator.ChangedFrom,
        ],
        [FieldType.Choice] =
        [
            Operator.Eq, Operator.In, Operator.Lt, Operator.Le, Operator.Gt, Operator.Ge, Operator.ChangedTo, Operator.ChangedFrom,
        ],
        [FieldType.Number] = [Operator.Eq, Operator.In, Operator.Lt, Operator.Le, Operator.Gt, Operator.Ge, Operator.Between],
        [FieldType.Flag] = [Operator.Eq],
        [FieldType.Moment] =
        [
            Operator.Before, Operator.After, Operator.Between, Operator.OlderThan, Operator.YoungerThan, Operator.DueWithin,
            Operator.OverdueBy, Operator.OnDay, Operator.InBusinessHours,
        ],
        [FieldType.TextSet] = [Operator.HasAny, Operator.HasAll, Operator.HasOnly, Operator.HasAtLeast, Operator.HasAtMost],
    }.ToFrozenDictionary();

    public static bool Fits(Operator op, FieldType type) => TakesNoValue(op) || Fitting[type].Contains(op);

    public static bool TakesNoValue(Operator op) => op is Operator.IsSet or Operator.Changed;

    /// <summary>Whether a list of values may stand in the place of one.</summary>
    public static bool TakesMany(Operator op) => op is Operator.In or Operator.ContainsText or Operator.ContainsWord
        or Operator.StartsWith or Operator.EndsWith or Operator.HasAny or Operator.HasAll or Operator.HasOnly
        or Operator.ChangedTo or Operator.ChangedFrom or Operator.OnDay;

    /// <summary>Whether the value is a length of time.</summary>
    public static bool TakesLength(Operator op) =>
        op is Operator.OlderThan or Operator.YoungerThan or Operator.DueWithin or Operator.OverdueBy;

    public static bool TakesCount(Operator op) => op is Operator.HasAtLeast or Operator.HasAtMost;

    public static bool TakesCase(Operator op, FieldType type) => type == FieldType.Text && op != Operator.IsSet;

    public static bool TakesHours(Operator op) => TakesLength(op) || op == Operator.OnDay;

    /// <summary>Whether a value may be relative: who acted, who is assigned, nobody.</summary>
    public static bool TakesRelative(Operator op) =>
        op is Operator.Eq or Operator.In or Operator.ChangedTo or Operator.ChangedFrom;
}
