namespace Helpdesk.Core.Conditions;

/// <summary>How a field is compared. In JSON the camelCase names. A missing value satisfies none of them, except where <c>@none</c> asks for it.</summary>
public enum Operator
{
    /// <summary>There is a value; a text or a set must not be empty.</summary>
    IsSet,

    /// <summary>Is the value. Text: after Unicode normalisation, without regard to case.</summary>
    Eq,

    /// <summary>Is one of the values.</summary>
    In,

    /// <summary>Less than; a choice by rank.</summary>
    Lt,

    /// <summary>At most.</summary>
    Le,

    /// <summary>Greater than.</summary>
    Gt,

    /// <summary>At least.</summary>
    Ge,

    /// <summary>From the first value to the second, both included.</summary>
    Between,

    /// <summary>The text contains one of the values.</summary>
    ContainsText,

    /// <summary>The text contains one of the values as a whole word: neither neighbour is a letter or digit.</summary>
    ContainsWord,

    /// <summary>The text starts with one of the values.</summary>
    StartsWith,

    /// <summary>The text ends with one of the values.</summary>
    EndsWith,

    /// <summary>The text matches the regular expression, found in linear time.</summary>
    Matches,

    /// <summary>The set holds one of the values.</summary>
    HasAny,

    /// <summary>The set holds all of the values.</summary>
    HasAll,

    /// <summary>The set has members and they are all among the values.</summary>
    HasOnly,

    /// <summary>The set has at least so many members.</summary>
    HasAtLeast,

    /// <summary>The set has at most so many members; an empty one has none.</summary>
    HasAtMost,

    /// <summary>The instant is before the value.</summary>
    Before,

    /// <summary>The instant is after the value.</summary>
    After,

    /// <summary>The instant lies at least so long ago: calendar time, or open time of the schedule that is named.</summary>
    OlderThan,

    /// <summary>The instant lies less than so long ago, or ahead.</summary>
    YoungerThan,

    /// <summary>The instant is now or at most so far ahead.</summary>
    DueWithin,

    /// <summary>The instant lies at least so long ago; of nothing, it is now or past.</summary>
    OverdueBy,

    /// <summary>The instant falls on one of the weekdays, in the time zone that is named.</summary>
    OnDay,

    /// <summary>The schedule of that name is open at the instant.</summary>
    InBusinessHours,

    /// <summary>The value differs from the one before the event.</summary>
    Changed,

    /// <summary>The value differs from the one before and is now one of these.</summary>
    ChangedTo,

    /// <summary>The value differs from the one before, which was one of these.</summary>
    ChangedFrom,
}
