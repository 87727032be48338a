using System.Text.Json.Serialization;

namespace Helpdesk.Core;

/// <summary>Who did something: one of a closed family.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "actor")]
[JsonDerivedType(typeof(Agent), "agent")]
[JsonDerivedType(typeof(Customer), "customer")]
[JsonDerivedType(typeof(Rule), "rule")]
[JsonDerivedType(typeof(TheSystem), "system")]
public abstract record Actor
{
    private Actor()
    {
    }

    /// <summary>The library itself: timers, routing, classification.</summary>
    public static Actor System { get; } = new TheSystem();

    /// <summary>Which of the family this is.</summary>
    [JsonIgnore]
    public abstract ActorKind Kind { get; }

    /// <summary>An agent.</summary>
    /// <param name="Id">The host's id of the agent.</param>
    public sealed record Agent(AgentId Id) : Actor
    {
        /// <inheritdoc />
        public override ActorKind Kind => ActorKind.Agent;

        /// <inheritdoc />
        public override string ToString() => $"agent {Id}";
    }

    /// <summary>A customer, known by the address that was used.</summary>
    /// <param name="Address">The address of the person.</param>
    public sealed record Customer(Address Address) : Actor
    {
        /// <inheritdoc />
        public override ActorKind Kind => ActorKind.Customer;

        /// <inheritdoc />
        public override string ToString() => $"customer {Address.Value}";
    }

    /// <summary>A rule.</summary>
    /// <param name="Id">The rule that fired.</param>
    public sealed record Rule(RuleId Id) : Actor
    {
        /// <inheritdoc />
        public override ActorKind Kind => ActorKind.Rule;

        /// <inheritdoc />
        public override string ToString() => $"rule {Id}";
    }

    /// <summary>The library itself; use <see cref="System"/>.</summary>
    public sealed record TheSystem : Actor
    {
        /// <inheritdoc />
        public override ActorKind Kind => ActorKind.System;

        /// <inheritdoc />
        public override string ToString() => "system";
    }
}
