namespace Helpdesk.Core.BusinessTime;

/// <summary>
/// To which date a holiday moves that falls on a weekend. It moves: the date on which it falls keeps its plan. Who is closed on
/// both lays down two holidays, one of them without a rule.
/// </summary>
public enum ObservedRule
{
    /// <summary>It is kept where it falls.</summary>
    None,

    /// <summary>From Saturday to Friday, from Sunday to Monday: federal holidays of the United States (5 U.S.C. 6103).</summary>
    NearestWeekday,

    /// <summary>From Saturday and Sunday to Monday: substitute days of the United Kingdom.</summary>
    NextMonday,

    /// <summary>
    /// From Saturday to Monday, from Sunday and Monday to Tuesday: the second of two adjacent holidays, the first of which takes
    /// the Monday (Boxing Day in the United Kingdom).
    /// </summary>
    NextMondayOrTuesday,

    /// <summary>From Sunday to Monday; Saturday stays: South Africa, Japan.</summary>
    SundayToMonday,
}
