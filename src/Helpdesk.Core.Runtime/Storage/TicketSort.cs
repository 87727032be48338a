namespace Helpdesk.Core.Runtime.Storage;

/// <summary>The order of a list of tickets; ties by reference.</summary>
public enum TicketSort
{
    /// <summary>By reference.</summary>
    Reference,

    /// <summary>What is due first comes first; what is not due comes last.</summary>
    NextDue,

    /// <summary>What began last comes first.</summary>
    Newest,

    /// <summary>What is most pressing comes first.</summary>
    Priority,
}
