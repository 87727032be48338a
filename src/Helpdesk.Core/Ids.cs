// The ids of the whole library, one small value type each, so that no signature takes a bare string or guid.
// They form one closed family and are read together, hence one file.
#pragma warning disable MA0048 // File name must match type name: a family of one-line types

namespace Helpdesk.Core;

/// <summary>The internal id of a ticket, chosen by the runtime; people use the <see cref="TicketReference"/>.</summary>
/// <param name="Value">A version 7 GUID, so that ids sort by creation. The default value names no ticket.</param>
public readonly record struct TicketId(Guid Value)
{
    /// <inheritdoc />
    public override string ToString() => Value.ToString("N");
}

/// <summary>The internal id of one message of a ticket: inbound, outbound or note.</summary>
/// <param name="Value">A GUID. The default value names no message.</param>
public readonly record struct MessageId(Guid Value)
{
    /// <inheritdoc />
    public override string ToString() => Value.ToString("N");
}

/// <summary>An agent; the id is given by the host.</summary>
/// <param name="Value">The host's own id, compared ordinally.</param>
public readonly record struct AgentId(string Value)
{
    /// <inheritdoc />
    public override string ToString() => Value ?? "";
}

/// <summary>A department: where tickets are worked on. The id is given by the host.</summary>
/// <param name="Value">The host's own id, compared ordinally.</param>
public readonly record struct DepartmentId(string Value)
{
    /// <inheritdoc />
    public override string ToString() => Value ?? "";
}

/// <summary>A type of tickets, such as <c>incident</c>. The id is given by the host.</summary>
/// <param name="Value">The host's own id, compared ordinally.</param>
public readonly record struct TicketTypeId(string Value)
{
    /// <inheritdoc />
    public override string ToString() => Value ?? "";
}

/// <summary>A status of a lifecycle, such as <c>open</c> or <c>answered</c>.</summary>
/// <param name="Value">Lower-case id, unique in its lifecycle.</param>
public readonly record struct StatusId(string Value)
{
    /// <inheritdoc />
    public override string ToString() => Value ?? "";
}

/// <summary>A rule of a rule set.</summary>
/// <param name="Value">The id, unique in its rule set, compared ordinally.</param>
public readonly record struct RuleId(string Value)
{
    /// <inheritdoc />
    public override string ToString() => Value ?? "";
}

/// <summary>A macro of a configuration.</summary>
/// <param name="Value">The id, unique in its configuration, compared ordinally.</param>
public readonly record struct MacroId(string Value)
{
    /// <inheritdoc />
    public override string ToString() => Value ?? "";
}

/// <summary>An SLA policy of a configuration.</summary>
/// <param name="Value">The id, unique in its configuration, compared ordinally.</param>
public readonly record struct SlaPolicyId(string Value)
{
    /// <inheritdoc />
    public override string ToString() => Value ?? "";
}

/// <summary>Whose data it is. Every stored key begins with it.</summary>
/// <param name="Value">The host's own id, compared ordinally.</param>
public readonly record struct TenantId(string Value)
{
    /// <inheritdoc />
    public override string ToString() => Value ?? "";
}
