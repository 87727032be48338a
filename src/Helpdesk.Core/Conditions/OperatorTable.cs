using System.Diagnostics;

namespace Helpdesk.Core.Conditions;

/// <summary>What fits what: operators to types of fields, values and options to operators.</summary>
internal static class OperatorTable
{
    public static bool Fits(Operator op, FieldType type) => TakesNoValue(op) || type switch
    {
        FieldType.Text => op is Operator.Eq or Operator.In or Operator.ContainsText or Operator.ContainsWord or Operator.StartsWith
            or Operator.EndsWith or Operator.Matches or Operator.ChangedTo or Operator.ChangedFrom,
        FieldType.Choice => op is Operator.Eq or Operator.In or Operator.Lt or Operator.Le or Operator.Gt or Operator.Ge
            or Operator.ChangedTo or Operator.ChangedFrom,
        FieldType.Number => op is Operator.Eq or Operator.In or Operator.Lt or Operator.Le or Operator.Gt or Operator.Ge or Operator.Between,
        FieldType.Flag => op == Operator.Eq,
        FieldType.Moment => op is Operator.Before or Operator.After or Operator.Between or Operator.OlderThan or Operator.YoungerThan
            or Operator.DueWithin or Operator.OverdueBy or Operator.OnDay or Operator.InBusinessHours,
        FieldType.TextSet => op is Operator.HasAny or Operator.HasAll or Operator.HasOnly or Operator.HasAtLeast or Operator.HasAtMost,
        _ => throw new UnreachableException(),
    };

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
