using Helpdesk.Core.Templates;

namespace Helpdesk.Core.Tests.Templates;

public sealed class TemplateTests
{
    private static readonly string[] Names = ["a", "b"];

    [Fact]
    public void Placeholders_are_filled_and_what_is_filled_in_is_never_read_again()
    {
        var template = Template.Parse("x {{a}}{{ b }}{{a}} y", Names).Require();
        Assert.Equal("x {{b}}2{{b}} y", template.Render(name => name == "a" ? "{{b}}" : "2"));
        Assert.Equal("x  y", template.Render(_ => null));
    }

    [Theory]
    [InlineData("{{c}}", "unknown-placeholder")]
    [InlineData("{{a.b()}}", "unknown-placeholder")]
    [InlineData("a {{a", "open-placeholder")]
    public void A_mistake_is_named(string text, string code) =>
        Assert.Equal(code, Assert.Single(Template.Parse(text, Names).Faults).Code);
}
